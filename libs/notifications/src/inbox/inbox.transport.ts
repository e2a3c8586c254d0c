import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { MailTransport } from '../delivery/mail-transport.js';
import type { OutgoingMail } from '../delivery/mail-transport.js';
import { InboxRepository } from './inbox.repository.js';
import { linksIn } from './links.js';

/** Files mails in the development inbox: queue and rendering are those of a real delivery. */
@Injectable()
export class InboxTransport extends MailTransport {
  constructor(
    private readonly repository: InboxRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send({ id, to, subject, text, html, code }: OutgoingMail): Promise<void> {
    const [links, sentAt] = [linksIn(text), this.clock.now()];
    await this.repository.add({ id, channel: 'email', recipient: to, subject, text, html, links, code, sentAt });
  }
}

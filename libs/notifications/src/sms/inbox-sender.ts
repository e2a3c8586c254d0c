import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { InboxRepository } from '../inbox/inbox.repository.js';
import { SmsTransport } from './sms-transport.js';
import type { OutgoingSms, SmsReceipt } from './sms-transport.js';

/** Files SMS in the development inbox: queue, limits and texts are those of a real delivery. */
@Injectable()
export class InboxSender extends SmsTransport {
  readonly provider = 'inbox';

  constructor(
    private readonly inbox: InboxRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send({ id, to, text, code }: OutgoingSms): Promise<SmsReceipt> {
    const sentAt = this.clock.now();
    await this.inbox.add({ id, channel: 'sms', recipient: to, subject: null, text, html: null, links: [], code, sentAt });
    return { messageId: id, status: 'delivered' };
  }
}

import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { Transport } from 'nodemailer';
import type { OutgoingMail } from '../delivery/outgoing-mail.js';
import { InboxRepository } from './inbox.repository.js';
import { linksIn } from './links.js';

type Message = Parameters<Transport['send']>[0];
type Done = Parameters<Transport['send']>[1];

/** A nodemailer transport that files a mail in the development inbox: queue and rendering are those of a real delivery. */
@Injectable()
export class InboxTransport implements Transport {
  readonly name = 'dev-inbox';
  readonly version = '1';

  constructor(
    private readonly repository: InboxRepository,
    private readonly clock: Clock,
  ) {}

  send(message: Message, done: Done): void {
    // Only the delivery calls the mailer, with an OutgoingMail, which the handlebars plugin has given its `html`.
    this.file(message.data as unknown as OutgoingMail & { readonly html: string }).then(
      () => done(null, undefined),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), undefined),
    );
  }

  private file({ to, subject, text, html, context }: OutgoingMail & { readonly html: string }): Promise<void> {
    return this.repository.add({
      id: context.jobId,
      channel: 'email',
      recipient: to.address,
      subject,
      text,
      html,
      links: linksIn(text),
      code: typeof context['code'] === 'string' ? context['code'] : null,
      sentAt: this.clock.now(),
    });
  }
}

import { Injectable } from '@nestjs/common';
import { MailerService } from '@nestjs-modules/mailer';
import { MailServer } from './mail-server.js';
import { MailRefused, MailTransport } from './mail-transport.js';
import type { OutgoingMail } from './mail-transport.js';

/** Hands mails to an SMTP server (`SMTP_URL`). */
@Injectable()
export class SmtpTransport extends MailTransport {
  constructor(
    private readonly mailer: MailerService,
    private readonly server: MailServer,
  ) {
    super();
  }

  async send(mail: OutgoingMail): Promise<void> {
    await this.deliver(mail);
  }

  /** Gives what the server answered: `250 2.0.0 Ok: queued as …`. @throws as `send` */
  async deliver(mail: OutgoingMail): Promise<string> {
    if (!(await this.server.carries(mail.to)))
      throw new MailRefused('the address has letters beyond ASCII, and the mail server has no SMTPUTF8');
    const { response } = (await this.mailer.sendMail(smtpMessage(mail))) as { readonly response?: string }; // typed as any
    return response ?? '';
  }
}

/** The recipient as an object, not a string: a string would be parsed, and could name a second one. */
export function smtpMessage({ to, from, subject, text, html, messageId, headers }: OutgoingMail) {
  return { to: { name: '', address: to }, from, subject, text, html, messageId, headers: { ...headers } };
}

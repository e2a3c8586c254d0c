import { Injectable } from '@nestjs/common';
import { Jobs } from '@castellan/data';
import { MAIL_QUEUE, MailSeal } from './delivery/mail-seal.js';
import type { Mail } from './mails.js';

/** Sends mails durably: what is enqueued in a transaction goes out when that commits, and never if it is rolled back. */
@Injectable()
export class Notifications {
  constructor(
    private readonly jobs: Jobs,
    private readonly seal: MailSeal,
  ) {}

  /**
   * Enqueues one mail in the open transaction, or on its own when none is open. Returns as soon as it is enqueued: a mail server
   * that is down delays the mail, not the caller. Mails beyond the cap per address and kind are enqueued alike and dropped later, so
   * that neither answer nor time tells.
   */
  async send(mail: Mail): Promise<void> {
    await this.jobs.enqueue(MAIL_QUEUE, { sealed: this.seal.close(mail) });
  }
}

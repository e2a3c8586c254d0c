import { Clock } from '@castellan/common';
import { Jobs } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { Mail } from '../mails.js';
import { expiryOf } from './mail-life.js';
import { MAIL_QUEUE, MailSeal } from './mail-seal.js';
import type { Caused } from './mail-seal.js';

/** Takes mails into the queue. */
@Injectable()
export class MailQueue {
  constructor(
    private readonly jobs: Jobs,
    private readonly seal: MailSeal,
    private readonly clock: Clock,
  ) {}

  /** In the open transaction, or on its own when none is open. */
  async enqueue(mail: Mail, caused: Caused = {}): Promise<void> {
    await this.jobs.enqueue(MAIL_QUEUE, { sealed: this.seal.close(mail, caused, expiryOf(mail, this.clock.millis())) });
  }
}

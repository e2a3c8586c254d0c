import { Clock } from '@castellan/common';
import { Jobs, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { Mail } from '../mails.js';
import { MailDeliveries } from './mail-deliveries.service.js';
import { expiryOf } from './mail-life.js';
import { MAIL_QUEUE, MailSeal } from './mail-seal.js';
import type { Caused, MailJob } from './mail-seal.js';

/** Takes mails into the queue, each with the row by which operators follow it. */
@Injectable()
export class MailQueue {
  constructor(
    private readonly jobs: Jobs,
    private readonly seal: MailSeal,
    private readonly deliveries: MailDeliveries,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** In the open transaction, or on its own when none is open. */
  async enqueue(mail: Mail, caused: Caused = {}): Promise<void> {
    const sealed = this.seal.close(mail, caused, expiryOf(mail, this.clock.millis()));
    await this.transaction.run(async () => {
      const job: MailJob = { id: await this.deliveries.begin(mail, caused), sealed };
      await this.jobs.enqueue(MAIL_QUEUE, job);
    });
  }
}

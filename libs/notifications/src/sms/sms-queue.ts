import { Jobs } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { SMS_QUEUE, SmsSeal } from './sms-seal.js';
import type { QueuedSms } from './sms-seal.js';

/** Takes SMS into the queue. */
@Injectable()
export class SmsQueue {
  constructor(
    private readonly jobs: Jobs,
    private readonly seal: SmsSeal,
  ) {}

  /** In the open transaction, or on its own when none is open. */
  async enqueue(sms: QueuedSms): Promise<void> {
    await this.jobs.enqueue(SMS_QUEUE, this.seal.close(sms));
  }
}

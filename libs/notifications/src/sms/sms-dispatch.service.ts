import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { maskedNumber, Recipients } from './recipients.js';
import { SmsDeliveriesRepository } from './sms-deliveries.repository.js';
import { lineOf } from './sms-line.js';
import { SmsQueue } from './sms-queue.js';
import { SmsSender } from './sms-sender.service.js';
import type { Sms } from './sms.js';

/** Queues an SMS together with the row by which operators follow it. */
@Injectable()
export class SmsDispatch {
  constructor(
    private readonly deliveries: SmsDeliveriesRepository,
    private readonly recipients: Recipients,
    private readonly queue: SmsQueue,
    private readonly sender: SmsSender,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async dispatch(sms: Sms): Promise<void> {
    await this.transaction.run(() => this.store(randomUUID(), sms));
  }

  private async store(id: string, sms: Sms): Promise<void> {
    const { provider } = this.sender;
    const kept = { recipient: maskedNumber(sms.to), recipientHash: this.recipients.hash(sms.to) };
    await this.deliveries.insert({ id, provider, line: lineOf(sms), ...kept }, this.clock.now());
    const { to, data, userId, language } = sms;
    await this.queue.enqueue({ id, to, code: data.code, ...(userId !== undefined && { userId }), ...(language && { language }) });
  }
}

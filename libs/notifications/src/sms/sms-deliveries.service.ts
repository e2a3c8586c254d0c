import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { Recipients } from './recipients.js';
import { SmsBreaker } from './sms-breaker.js';
import { SmsDeliveriesRepository } from './sms-deliveries.repository.js';
import type { SmsDeliveryRecord } from './sms-deliveries.repository.js';
import { BEFORE, FAILURES } from './sms-status.js';
import type { SmsStatus } from './sms-status.js';

const MAX_PAGE = 100;

/** Which SMS to show. */
export interface SmsDeliveryQuery {
  /** At most 100. */
  readonly limit: number;
  readonly status?: SmsStatus;
  /** The whole number, E.164: only hashes are kept. */
  readonly to?: string;
  /** The last of the page before. */
  readonly after?: Pick<SmsDeliveryRecord, 'createdAt' | 'id'>;
}

/** What became of SMS, for operators and for the reports of providers. */
@Injectable()
export class SmsDeliveries {
  constructor(
    private readonly deliveries: SmsDeliveriesRepository,
    private readonly recipients: Recipients,
    private readonly breaker: SmsBreaker,
    private readonly clock: Clock,
  ) {}

  /** Newest first; the next page begins `after` the last one. */
  list({ limit, to, ...query }: SmsDeliveryQuery): Promise<readonly SmsDeliveryRecord[]> {
    const filter = { ...query, ...(to !== undefined && { recipientHashes: this.recipients.hashes(to) }) };
    return this.deliveries.list(filter, Math.min(limit, MAX_PAGE));
  }

  /**
   * Notes what a provider reports of a message. It only goes forward: a late "sent" leaves "delivered" alone, and a report told again
   * changes nothing. Reports of messages that are not known are ignored alike.
   */
  async applyStatus(providerMessageId: string, status: SmsStatus, error: string | null = null): Promise<void> {
    const news = await this.deliveries.advance(providerMessageId, status, error, BEFORE[status], this.clock.now());
    if (news && FAILURES.includes(status)) await this.breaker.afterFailure(news.line);
  }

  /** Deletes what is older than the moment; gives the number of rows. */
  deleteBefore(moment: Date): Promise<number> {
    return this.deliveries.deleteBefore(moment);
  }
}

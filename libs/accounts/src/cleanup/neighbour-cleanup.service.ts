import { AuthEvents } from '@castellan/log';
import { MailDeliveries, SmsDeliveries } from '@castellan/notifications';
import { OneTimeCodes } from '@castellan/otp';
import { TwoFactor } from '@castellan/twofactor';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';

/** How long the history of attempts is kept, where the host does not tell: the same season of the year before is still there. */
export const EVENTS_RETENTION_MS = 400 * 24 * 3_600_000;
/** What became of mails and SMS: long enough to answer a bill, and to see what a wave of pumping looked like. */
const DELIVERIES_KEPT_MS = 90 * 24 * 3_600_000;

export type NeighbourReport = Readonly<Record<'auth_events' | 'otp_codes' | 'two_factor' | 'mail_deliveries' | 'sms_deliveries', number>>;

/** Takes away what other libs keep, by their own services: nobody touches another's tables. */
@Injectable()
export class NeighbourCleanup {
  constructor(
    private readonly events: AuthEvents,
    private readonly codes: OneTimeCodes,
    private readonly twoFactor: TwoFactor,
    private readonly mails: MailDeliveries,
    private readonly sms: SmsDeliveries,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async run(now: Date): Promise<NeighbourReport> {
    const deliveriesBefore = new Date(now.getTime() - DELIVERIES_KEPT_MS);
    return {
      auth_events: await this.events.deleteBefore(new Date(now.getTime() - this.options.eventsRetentionMs)),
      otp_codes: await this.codes.deleteExpired(now),
      two_factor: await this.twoFactor.deleteExpired(now),
      mail_deliveries: await this.mails.deleteBefore(deliveriesBefore),
      sms_deliveries: await this.sms.deleteBefore(deliveriesBefore),
    };
  }
}

import { AuthEvents } from '@castellan/log';
import { OneTimeCodes } from '@castellan/otp';
import { TwoFactor } from '@castellan/twofactor';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';

export type NeighbourReport = Readonly<Record<'auth_events' | 'otp_codes' | 'two_factor', number>>;

/** Takes away what other libs keep, by their own services: nobody touches another's tables. */
@Injectable()
export class NeighbourCleanup {
  constructor(
    private readonly events: AuthEvents,
    private readonly codes: OneTimeCodes,
    private readonly twoFactor: TwoFactor,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async run(now: Date): Promise<NeighbourReport> {
    return {
      auth_events: await this.events.deleteBefore(new Date(now.getTime() - this.options.eventsRetentionMs)),
      otp_codes: await this.codes.deleteExpired(now),
      two_factor: await this.twoFactor.deleteExpired(now),
    };
  }
}

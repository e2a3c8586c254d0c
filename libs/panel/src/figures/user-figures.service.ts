import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { DailyFigures } from './daily-figures.js';
import type { Day } from './daily-figures.js';
import { UserFiguresRepository } from './user-figures.repository.js';
import type { UserKind } from './user-figures.repository.js';

/** How many there are, how many of them have two-step sign-in on, and how many a passkey. */
export interface FactorShare {
  readonly users: number;
  readonly withSecondFactor: number;
  readonly withPasskey: number;
}

export interface UserFigures {
  readonly total: number;
  /** Who is not disabled. */
  readonly active: FactorShare;
  /** Staff who are not disabled. */
  readonly staff: FactorShare;
  /** Accounts made on each day, by whomever, that are there still. */
  readonly days: readonly Day<{ readonly joined: number }>[];
}

/** How many users there are, who came lately, and who has a second factor or a passkey. */
@Injectable()
export class UserFiguresReading {
  constructor(
    private readonly users: UserFiguresRepository,
    private readonly twoFactor: TwoFactor,
    private readonly passkeys: Passkeys,
    private readonly daily: DailyFigures,
  ) {}

  async read(): Promise<UserFigures> {
    const total = await this.users.count();
    const enabled = await this.twoFactor.countEnabled();
    const holders = await this.passkeys.countUsers();
    const disabled = await this.sharesOf('disabled');
    const days = await this.daily.lastDays('users', async (from, until) => ({ joined: await this.users.joinedBetween(from, until) }));
    return {
      total,
      // Those are counted who are left out: most users are active. Never below zero, as people come and go between the counts.
      active: {
        users: Math.max(0, total - disabled.users),
        withSecondFactor: Math.max(0, enabled - disabled.withSecondFactor),
        withPasskey: Math.max(0, holders - disabled.withPasskey),
      },
      staff: await this.sharesOf('active_staff'),
      days,
    };
  }

  private async sharesOf(kind: UserKind): Promise<FactorShare> {
    let [users, withSecondFactor, withPasskey] = [0, 0, 0];
    for await (const page of this.users.pagesOf(kind)) {
      users += page.length;
      withSecondFactor += (await this.twoFactor.enabledAmong(page)).size;
      withPasskey += (await this.passkeys.countAmong(page)).size;
    }
    return { users, withSecondFactor, withPasskey };
  }
}

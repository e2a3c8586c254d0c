import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { DailyFigures } from './daily-figures.js';
import type { Day } from './daily-figures.js';
import { UserFiguresRepository } from './user-figures.repository.js';
import type { UserKind } from './user-figures.repository.js';

/** How many there are, and how many of them have a second factor. */
export interface SecondFactorShare {
  readonly users: number;
  readonly withSecondFactor: number;
}

export interface UserFigures {
  readonly total: number;
  /** Who is not disabled. */
  readonly active: SecondFactorShare;
  /** Staff who are not disabled. */
  readonly staff: SecondFactorShare;
  /** Accounts made on each day, by whomever, that are there still. */
  readonly days: readonly Day<{ readonly joined: number }>[];
}

/** How many users there are, who came lately, and who has a second factor. */
@Injectable()
export class UserFiguresReading {
  constructor(
    private readonly users: UserFiguresRepository,
    private readonly twoFactor: TwoFactor,
    private readonly daily: DailyFigures,
  ) {}

  async read(): Promise<UserFigures> {
    const total = await this.users.count();
    const enabled = await this.twoFactor.countEnabled();
    const disabled = await this.sharesOf('disabled');
    const days = await this.daily.lastDays('users', async (from, until) => ({ joined: await this.users.joinedBetween(from, until) }));
    return {
      total,
      // Those are counted who are left out: most users are active. Never below zero, as people come and go between the counts.
      active: {
        users: Math.max(0, total - disabled.users),
        withSecondFactor: Math.max(0, enabled - disabled.withSecondFactor),
      },
      staff: await this.sharesOf('active_staff'),
      days,
    };
  }

  private async sharesOf(kind: UserKind): Promise<SecondFactorShare> {
    let [users, withSecondFactor] = [0, 0];
    for await (const page of this.users.pagesOf(kind)) {
      users += page.length;
      withSecondFactor += (await this.twoFactor.enabledAmong(page)).size;
    }
    return { users, withSecondFactor };
  }
}

import { Federation, Identities } from '@castellan/federation';
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

/** How many have an account at a provider that is connected here. */
export interface ProviderFigure {
  readonly id: string;
  readonly name: string;
  readonly users: number;
}

export interface UserFigures {
  readonly total: number;
  /** Who is not disabled. */
  readonly active: FactorShare;
  /** Staff who are not disabled. */
  readonly staff: FactorShare;
  /** Those that are configured, and those that anybody has an account at still; with most users first. */
  readonly providers: readonly ProviderFigure[];
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
    private readonly identities: Identities,
    private readonly federation: Federation,
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
      providers: await this.providers(),
      days,
    };
  }

  private async providers(): Promise<readonly ProviderFigure[]> {
    const counted = new Map((await this.identities.countByProvider()).map(({ provider, users }) => [provider, users]));
    const names = new Map(this.federation.providers.map(({ id, name }) => [id, name]));
    const ids = new Set([...counted.keys(), ...names.keys()]);
    return [...ids].map((id) => ({ id, name: names.get(id) ?? id, users: counted.get(id) ?? 0 }));
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

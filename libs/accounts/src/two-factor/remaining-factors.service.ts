import { Federation, Identities } from '@castellan/federation';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { LastFactor } from '../errors.js';
import type { User } from '../users/user.types.js';
import { SecondFactorSwitch } from './second-factor-switch.service.js';

/**
 * What has to be left of a user's factors once one is taken away: a way into the account, and a second factor while two-step sign-in is on
 * (docs/reference/contract.md#passkeys). Asked after it was taken away, in the transaction that holds the user, so that of removals at once
 * one comes first, and which a refusal takes back.
 */
@Injectable()
export class RemainingFactors {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly identities: Identities,
    private readonly federation: Federation,
    private readonly twoFactor: TwoFactor,
    private readonly secondFactors: SecondFactorSwitch,
  ) {}

  /** A proven address gets codes by mail, which open the door. @throws LastFactor */
  async demandWayIn({ id, hasPassword, isVerified }: Pick<User, 'id' | 'hasPassword' | 'isVerified'>): Promise<void> {
    if (hasPassword || isVerified || (await this.passkeys.count(id)) > 0 || (await this.hasIdentity(id))) return;
    throw new LastFactor();
  }

  /** Backup codes stand in for a second factor, and are none. @throws LastFactor */
  async demandSecond({ id }: Pick<User, 'id'>): Promise<void> {
    if ((await this.twoFactor.isEnabled(id)) && !(await this.secondFactors.hasFactor(id))) throw new LastFactor();
  }

  /** One of a provider that is not configured any more opens nothing. */
  private async hasIdentity(userId: string): Promise<boolean> {
    const known = new Set(this.federation.providers.map(({ id }) => id));
    return (await this.identities.list(userId)).some(({ provider }) => known.has(provider));
  }
}

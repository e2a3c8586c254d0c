import { Federation, Identities } from '@castellan/federation';
import type { Identity } from '@castellan/federation';
import { Passkeys } from '@castellan/passkeys';
import type { Passkey } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';

/** An identity, and what its provider is called; null for one that is not configured any more, which opens nothing. */
export interface NamedIdentity extends Identity {
  readonly providerName: string | null;
}

/** What a user signs in with besides the password; never a secret, a code or a key. */
export interface UserFactors {
  readonly secondFactor: { readonly enabledAt: Date | null; readonly backupCodesLeft: number };
  /** The oldest first. */
  readonly passkeys: readonly Passkey[];
  /** The oldest first. */
  readonly identities: readonly NamedIdentity[];
}

/** How much of it there is. */
export interface FactorCounts {
  readonly hasSecondFactor: boolean;
  /** Unused and used ones. */
  readonly backupCodes: number;
  readonly passkeys: number;
  readonly identities: number;
}

/** Reads it for the page of one user, and for the question before one is deleted. */
@Injectable()
export class UserFactorsReading {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly passkeys: Passkeys,
    private readonly identities: Identities,
    private readonly federation: Federation,
  ) {}

  async of(userId: string): Promise<UserFactors> {
    const { enabledAt, backupCodesRemaining } = await this.twoFactor.stateOf(userId);
    return {
      secondFactor: { enabledAt, backupCodesLeft: backupCodesRemaining },
      passkeys: await this.passkeys.list(userId),
      identities: await this.identitiesOf(userId),
    };
  }

  async countsOf(userId: string): Promise<FactorCounts> {
    const { enabled, backupCodesTotal } = await this.twoFactor.stateOf(userId);
    return {
      hasSecondFactor: enabled,
      backupCodes: backupCodesTotal,
      passkeys: await this.passkeys.count(userId),
      identities: await this.identities.count(userId),
    };
  }

  private async identitiesOf(userId: string): Promise<readonly NamedIdentity[]> {
    const names = new Map(this.federation.providers.map(({ id, name }) => [id, name]));
    return (await this.identities.list(userId)).map((identity) => ({ ...identity, providerName: names.get(identity.provider) ?? null }));
  }
}

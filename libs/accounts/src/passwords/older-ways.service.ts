import { Identities } from '@castellan/federation';
import { Passkeys } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';

/** What a reset left: it was added too long ago to be taken for a thief's, and opens the account as before. */
export interface OlderWaysIn {
  readonly olderPasskeys: number;
  readonly olderIdentities: number;
}

/** None, for a new password that is no reset. */
export const NO_OLDER_WAYS: OlderWaysIn = { olderPasskeys: 0, olderIdentities: 0 };

@Injectable()
export class OlderWays {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly identities: Identities,
  ) {}

  /** A first proof of an address, which a reset may be, takes them all. Part of the reset's transaction. */
  async of({ id, isVerified }: Pick<User, 'id' | 'isVerified'>): Promise<OlderWaysIn> {
    if (!isVerified) return NO_OLDER_WAYS;
    return { olderPasskeys: await this.passkeys.count(id), olderIdentities: await this.identities.count(id) };
  }
}

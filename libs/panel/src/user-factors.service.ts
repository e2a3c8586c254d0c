import { Passkeys } from '@castellan/passkeys';
import type { Passkey } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';

/** What a user signs in with besides the password; never a secret, a code or a key. */
export interface UserFactors {
  readonly secondFactor: { readonly enabledAt: Date | null; readonly backupCodesLeft: number };
  /** The oldest first. */
  readonly passkeys: readonly Passkey[];
}

/** Reads it for the page of one user. */
@Injectable()
export class UserFactorsReading {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly passkeys: Passkeys,
  ) {}

  async of(userId: string): Promise<UserFactors> {
    const { enabledAt, backupCodesRemaining } = await this.twoFactor.stateOf(userId);
    return { secondFactor: { enabledAt, backupCodesLeft: backupCodesRemaining }, passkeys: await this.passkeys.list(userId) };
  }
}

import type { Caller } from '@castellan/access';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { FactorProofs } from '../factors/factor-proofs.service.js';

/** What a signed-in user has of second factors. */
export interface OwnTwoFactorView {
  /** Is two-step sign-in on? */
  readonly enabled: boolean;
  readonly enabledAt: Date | null;
  /** The kinds that they can prove themselves with; passkeys also while it is off. */
  readonly methods: readonly string[];
  /** Those that came with a first passkey work from when it is on. */
  readonly backupCodesRemaining: number;
}

/** A signed-in user's two-step sign-in, to look at. */
@Injectable()
export class OwnTwoFactor {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly proofs: FactorProofs,
  ) {}

  async of({ userId }: Caller): Promise<OwnTwoFactorView> {
    const { enabled, enabledAt, backupCodesRemaining } = await this.twoFactor.stateOf(userId);
    return { enabled, enabledAt, methods: await this.proofs.secondKindsOf(userId, null), backupCodesRemaining };
  }
}

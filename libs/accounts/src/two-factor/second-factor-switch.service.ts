import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { FactorProofs } from '../factors/factor-proofs.service.js';
import { BACKUP_CODE } from './second.factors.js';

/**
 * Two-step sign-in beside the factors that it asks for: with none of them left it would shut its owner out, and backup codes, which stand
 * in for another, are none.
 */
@Injectable()
export class SecondFactorSwitch {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly proofs: FactorProofs,
  ) {}

  /** Has the user an authenticator, a passkey or the like? A passkey counts whether two-step sign-in is on or not. */
  async hasFactor(userId: string): Promise<boolean> {
    return (await this.proofs.secondKindsOf(userId, null)).some((kind) => kind !== BACKUP_CODE.kind);
  }

  /**
   * After one was taken away: where none is left, two-step sign-in is turned off, and the backup codes go. Part of the caller's
   * transaction, which holds the user. Gives whether it was on until now.
   */
  async settle(userId: string): Promise<boolean> {
    return (await this.hasFactor(userId)) ? false : this.end(userId);
  }

  /** Turns it off, and drops the backup codes that came before it, too. Part of the caller's transaction. Gives whether it was on. */
  async end(userId: string): Promise<boolean> {
    const wasOn = await this.twoFactor.disable(userId);
    await this.twoFactor.dropCodes(userId);
    return wasOn;
  }
}

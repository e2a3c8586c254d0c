import type { RequestContext } from '@castellan/common';
import { Budgets, throttledFor } from '@castellan/limits';
import { TwoFactor } from '@castellan/twofactor';
import type { Proof } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { secondFactors } from '../budgets/budgets.js';
import type { SecondFactor } from '../factors/factor.js';
import type { User } from '../users/user.types.js';
import { BACKUP_CODE, TOTP } from './second.factors.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';

/** The only way to try a second factor: a place in the user's budget first, then the code, once. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly budgets: Budgets,
    private readonly notices: TwoFactorNotices,
  ) {}

  /**
   * Null for a wrong, expired or replayed code, and for a user without a second factor.
   * @throws Throttled for 15 minutes after ten failures, whatever the code; Unavailable
   */
  async prove(user: User, code: string, context: RequestContext): Promise<SecondFactor | null> {
    const budget = secondFactors(user.id);
    const attempt = await this.budgets.attempt(budget, () => this.twoFactor.verify(user.id, code));
    if (attempt.kind === 'spent') throw throttledFor((await this.budgets.refusedFor(budget)) ?? 0);
    if (attempt.kind === 'right') return this.used(user, attempt.value);
    if (attempt.isLast) await this.notices.tooManyFailures(user, context);
    return null;
  }

  private async used(user: User, proof: Proof): Promise<SecondFactor> {
    if (proof.method === 'totp') return TOTP;
    await this.notices.backupCodeUsed(user, proof.remaining);
    return BACKUP_CODE;
  }
}

import { Throttled } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { FailureBudget } from '@castellan/limits';
import type { Budget, Reservation } from '@castellan/limits';
import { TwoFactor } from '@castellan/twofactor';
import type { Proof } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { SecondFactor } from '../sign-in/factors.js';
import type { User } from '../users/user.types.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';

/** Over all pending sign-ins and signed-in routes of a user (contract §4). */
const MAX_FAILURES = 10;

/** The only way to try a second factor: a place in the user's budget first, then the code, once. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly budget: FailureBudget,
    private readonly notices: TwoFactorNotices,
  ) {}

  /**
   * Null for a wrong, expired or replayed code, and for a user without a second factor.
   * @throws Throttled for 15 minutes after ten failures, whatever the code; Unavailable
   */
  async prove(user: User, code: string, context: RequestContext): Promise<SecondFactor | null> {
    const reservation = await this.budget.reserve(budgetOf(user));
    if (!reservation) throw await this.refusal(user);
    const proof = await this.verify(user, code, reservation);
    if (!proof) return this.fail(user, reservation, context);
    await this.budget.giveBack(reservation);
    if (proof.method === 'backup_code') await this.notices.backupCodeUsed(user, proof.remaining);
    return proof.method;
  }

  /** A code that nobody could look at costs nothing. */
  private async verify(user: User, code: string, reservation: Reservation): Promise<Proof | null> {
    try {
      return await this.twoFactor.verify(user.id, code);
    } catch (error) {
      await this.budget.giveBack(reservation);
      throw error;
    }
  }

  private async fail(user: User, reservation: Reservation, context: RequestContext): Promise<null> {
    const isSpent = await this.budget.fail(reservation);
    if (isSpent) await this.notices.tooManyFailures(user, context);
    return null;
  }

  private async refusal(user: User): Promise<Throttled> {
    const ms = (await this.budget.refusedFor(budgetOf(user))) ?? 0;
    return new Throttled({ retryAfter: Math.max(1, Math.ceil(ms / 1000)) });
  }
}

const budgetOf = ({ id }: User): Budget => ({ name: `second-factor:${id}`, maxFailures: MAX_FAILURES });

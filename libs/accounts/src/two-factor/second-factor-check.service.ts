import type { RequestContext } from '@castellan/common';
import { Budgets, throttledFor } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { secondFactors } from '../budgets/budgets.js';
import type { SecondFactor } from '../factors/factor.js';
import type { Answers } from '../factors/factor-proof.js';
import { FactorProofs } from '../factors/factor-proofs.service.js';
import type { ProofPlace } from '../factors/second-factor-proof.js';
import type { User } from '../users/user.types.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';

/** The only way to try a second factor: a place in the user's budget first, where it can be guessed, then the answer, once. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly proofs: FactorProofs,
    private readonly budgets: Budgets,
    private readonly notices: TwoFactorNotices,
  ) {}

  /**
   * Null for a wrong, expired or replayed answer, and for a user without a second factor.
   * @throws Throttled for 15 minutes after ten failures, whatever the answer, where it can be guessed; Unavailable
   */
  async prove(user: User, answers: Answers, context: RequestContext, place: ProofPlace): Promise<SecondFactor | null> {
    const proof = this.proofs.second(answers);
    const verify = () => proof.verify(user, answers[proof.field] ?? null, context, place);
    return proof.isGuessable ? this.withinBudget(user, verify, context) : verify();
  }

  private async withinBudget(
    user: User,
    verify: () => Promise<SecondFactor | null>,
    context: RequestContext,
  ): Promise<SecondFactor | null> {
    const budget = secondFactors(user.id);
    const attempt = await this.budgets.attempt(budget, verify);
    if (attempt.kind === 'spent') throw throttledFor((await this.budgets.refusedFor(budget)) ?? 0);
    if (attempt.kind === 'right') return attempt.value;
    if (attempt.isLast) await this.notices.tooManyFailures(user, context);
    return null;
  }
}

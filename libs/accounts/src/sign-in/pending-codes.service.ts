import { Throttled } from '@castellan/common';
import type { DomainError, RequestContext } from '@castellan/common';
import { Budgets } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { strangersSecondFactors } from '../budgets/budgets.js';
import { KnownDevices } from '../devices/known-devices.service.js';
import { ConfirmationRequired } from '../errors.js';
import { GuessedSignIns } from '../two-factor/guessed-sign-ins.service.js';
import { SecondFactorCheck } from '../two-factor/second-factor-check.service.js';
import type { User } from '../users/user.types.js';
import type { SecondFactor } from '../factors/factor.js';
import type { Answers } from '../factors/factor-proof.js';
import { FactorProofs } from '../factors/factor-proofs.service.js';
import type { PendingSignIn } from './pending-sign-ins.service.js';
import { SignInConfirmation } from './sign-in-confirmation.service.js';

/** An answer for a sign-in that waits for it, at whichever door. */
export interface PendingCode {
  readonly purpose: 'second_factor' | 'panel';
  readonly key: string;
  readonly pending: PendingSignIn;
  readonly user: User;
  readonly answers: Answers;
}

/** Tries the second factor of a sign-in that waits, and bounds how slowly strangers may guess at it, where they can. */
@Injectable()
export class PendingCodes {
  constructor(
    private readonly proofs: FactorProofs,
    private readonly check: SecondFactorCheck,
    private readonly devices: KnownDevices,
    private readonly budgets: Budgets,
    private readonly confirmation: SignInConfirmation,
    private readonly guessed: GuessedSignIns,
  ) {}

  /**
   * Null for a wrong answer.
   * @throws ConfirmationRequired when strangers have guessed too often and nobody has followed this sign-in's link; what
   *   `SecondFactorCheck.prove` throws
   */
  async prove({ purpose, key, pending, user, answers }: PendingCode, context: RequestContext): Promise<SecondFactor | null> {
    const check = () => this.check.prove(user, answers, context, { purpose, boundTo: key, first: pending.first });
    if (!this.proofs.second(answers).isGuessable || (await this.isTold(pending, user))) return check();
    const attempt = await this.budgets.attempt(strangersSecondFactors(user.id), check);
    if (attempt.kind !== 'spent') return attempt.kind === 'right' ? attempt.value : null;
    await this.confirmation.ask(key, user, context);
    throw new ConfirmationRequired();
  }

  /** A wrong answer; `isLast`: the sign-in ended with it. Gives the reason for the history, and what the client is told. */
  async wrong(
    { user, answers }: Pick<PendingCode, 'user' | 'answers'>,
    isLast: boolean,
    context: RequestContext,
  ): Promise<{ readonly reason: string; readonly error: DomainError }> {
    const proof = this.proofs.second(answers);
    const error = proof.wrongAnswer(answers[proof.field] ?? null);
    if (!isLast || !proof.isGuessable) return { reason: proof.wrong, error };
    await this.guessed.tell(user, context);
    return { reason: 'last_wrong_code', error };
  }

  /** Is it no stranger's? */
  private async isTold({ confirmation, deviceToken }: PendingSignIn, { id }: User): Promise<boolean> {
    return confirmation === 'given' || this.devices.wasKnownAtItsBegin(id, deviceToken);
  }
}

/** Why no code was looked at, for the history; null where nothing was tried. */
export function refusalReason(error: unknown): 'too_many_failures' | 'confirmation_required' | null {
  if (error instanceof Throttled) return 'too_many_failures';
  return error instanceof ConfirmationRequired ? 'confirmation_required' : null;
}

import type { DomainError, RequestContext } from '@castellan/common';
import { InvalidCode } from '../errors.js';
import type { User } from '../users/user.types.js';
import type { FirstFactor, SecondFactor } from './factor.js';
import { FactorProof } from './factor-proof.js';

/** For what an answer was asked: one for another purpose, or for another sign-in or session, is a wrong one. */
export interface ProofPlace {
  readonly purpose: 'second_factor' | 'reauthentication' | 'panel';
  /** The session, or where the waiting sign-in lies: no secret, and no other has it. */
  readonly boundTo: string;
  /** What the sign-in began with; null on a session. */
  readonly first: FirstFactor | null;
}

/**
 * The second factors of one folder: they finish a sign-in that waits, and prove anew who a user is. Nothing else gets past a second step.
 * Whether two-step sign-in is on at all is one switch of the user's, which libs/twofactor keeps.
 */
export abstract class SecondFactorProof extends FactorProof {
  /**
   * Can a stranger come to a right answer by trying? Then each try takes a place in the user's budget, and none is looked at once that is
   * spent. What cannot be guessed spends none, so strangers who lock the codes do not lock out an owner with another factor.
   */
  readonly isGuessable: boolean = true;

  /** The kinds that the user can answer with now, for whoever is asked; without the one that is `first`, which is no second factor to itself. */
  abstract kindsOf(userId: string, first: FirstFactor | null): Promise<readonly string[]>;

  /**
   * Looks at an answer, and uses up what works once; null for a wrong one. Only `SecondFactorCheck` calls it, which has taken a place in
   * the user's budget before, where one is taken: never count tries here.
   */
  abstract verify(user: User, answer: unknown, context: RequestContext, place: ProofPlace): Promise<SecondFactor | null>;

  /** What a client is told of a wrong answer to a sign-in that waits, once `verify` has looked at it. */
  wrongAnswer(_answer: unknown): DomainError {
    return new InvalidCode();
  }
}

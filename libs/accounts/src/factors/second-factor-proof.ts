import type { RequestContext } from '@castellan/common';
import type { User } from '../users/user.types.js';
import type { SecondFactor } from './factor.js';
import { FactorProof } from './factor-proof.js';

/**
 * The second factors of one folder: they finish a sign-in that waits, and prove anew who a user is. Nothing else gets past a second step.
 * Whether two-step sign-in is on at all is one switch of the user's, which libs/twofactor keeps.
 */
export abstract class SecondFactorProof extends FactorProof {
  /** The kinds that the user can answer with now, for whoever is asked. */
  abstract kindsOf(userId: string): Promise<readonly string[]>;

  /**
   * Looks at an answer, and uses up what works once; null for a wrong one. Only `SecondFactorCheck` calls it, which has taken a place in
   * the user's budget before: never count tries here.
   */
  abstract verify(user: User, answer: unknown, context: RequestContext): Promise<SecondFactor | null>;
}

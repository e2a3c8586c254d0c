import type { AccessClaims } from './tokens/claims.js';

/** What guards must know of the caller beyond the token, as it stands at this moment. */
export interface Standing {
  readonly isStaff: boolean;
  hasPermission(permission: string): boolean;
  /** True while the user is obliged to enrol a second factor and has not: the session reaches only the routes for it. */
  readonly mustEnrol: boolean;
}

/**
 * Port: says whether the session of a genuine token is still live. Answers without a promise when it knows from memory.
 * Services that run without it accept a revoked token until it expires, and grant the permissions that the token claims.
 */
export abstract class SessionState {
  /**
   * True: the standing it gives is a `ClaimedStanding`, so that permissions are asked of the tokens; the start then says so where the issuer
   * does not write them.
   */
  readonly isByClaims?: boolean;

  /** @throws SessionIsOver, TokenExpired, TokenInvalid, Unavailable */
  abstract check(claims: AccessClaims): Standing | Promise<Standing>;

  /**
   * What `check` would answer, where it is known from memory that the session lives; else null, also for one that is over: `check` then
   * says why. A guard that is answered here makes no promise.
   */
  recall?(claims: AccessClaims): Standing | null;
}

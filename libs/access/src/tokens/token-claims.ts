import type { AssuranceLevel } from './claims.js';

/** Whose token is about to be signed. */
export interface ClaimsSubject {
  readonly userId: string;
  readonly sessionId: string;
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
  readonly authTime: Date;
}

/** Claims by their names; values are what JSON can say. */
export type ExtraClaims = Readonly<Record<string, unknown>>;

/**
 * Port: claims of the host in access tokens, such as the groups of the user. By default none, and then a refresh asks nobody.
 *
 * Called for every token: at a sign-in, inside of its transaction, and at every refresh. Answer from memory where you can. A token says
 * for its whole life (15 minutes) what was true when it was made, and whoever holds one can read it.
 */
export abstract class TokenClaims {
  /**
   * When it throws, has not answered within half a second, or gives something that is no object of JSON or longer than 1 500 characters,
   * the token goes out without any of them, and the log says so: whoever reads claims treats a missing one as the least right. Names of
   * `RESERVED_CLAIMS` are left out.
   */
  abstract claimsOf(subject: ClaimsSubject): ExtraClaims | Promise<ExtraClaims>;
}

/** What a token says of itself, or will: nobody else may say it. RFC 7519 §4.1, RFC 9068 §2.2, RFC 8693 §4, RFC 7800 §3.1, and ours. */
export const RESERVED_CLAIMS: ReadonlySet<string> = new Set(
  (
    'iss sub aud exp nbf iat jti sid ver step aal amr acr azp auth_time token_type scope client_id act may_act cnf nonce at_hash ' +
    '__proto__ constructor prototype'
  ).split(' '),
);

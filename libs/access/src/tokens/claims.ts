/** Authenticator assurance level: 1 is one factor, 2 is two (after NIST SP 800-63B). */
export type AssuranceLevel = 1 | 2;

/** The claims of an access token (RFC 9068 profile; `amr` by RFC 8176). Times are seconds since the epoch. */
export interface AccessClaims {
  readonly iss: string;
  readonly aud: string;
  /** User id. */
  readonly sub: string;
  /** Session id. */
  readonly sid: string;
  /** The user's `token_version` when the token was made; an older one is dead. */
  readonly ver: number;
  /** How often the session was renewed by another proof when the token was made; one of an older step is dead. */
  readonly step: number;
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
  /** When the user last proved who they are. */
  readonly auth_time: number;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly token_type: 'access';
}

/** The signed-in user of a request, as guards and `@CurrentCaller()` hand it on. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
  /** Seconds since the epoch. */
  readonly authTime: number;
  /** `ver` and `step` of the token that was shown: what is decided later can ask whether they are still the newest. */
  readonly version: number;
  readonly step: number;
  /** All that the token says, also what is not of ours: `caller.claims['groups']`. */
  readonly claims: AccessClaims & Readonly<Record<string, unknown>>;
}

/** What `AccessModule.forRoot` needs to issue and check tokens. */
export interface AccessOptions {
  /** `iss`: the public URL of the Castellan service, without a trailing slash. */
  readonly issuer: string;
  /** `aud` of the tokens accepted here. */
  readonly audience: string;
  /** The cookie that carries the access token; null accepts the `Authorization` header only. */
  readonly accessCookie: string | null;
  /** Life of an access token in ms. */
  readonly accessTtlMs: number;
  /** How long after `auth_time` a sign-in counts as recent, in ms (docs/reference/contract.md#recent-proof). */
  readonly recentMs: number;
  /** Says aloud that there is no `SessionState` here, so a revoked token works until it expires. Without it a missing one stops the start. */
  readonly acceptsRevokedTokens?: true;
}

export const ACCESS_OPTIONS = Symbol('ACCESS_OPTIONS');

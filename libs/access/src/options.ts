/** What `AccessModule.forRoot` needs to issue and check tokens; what is left out is as the constants say that stand beside each rule. */
export interface AccessOptions {
  /** `iss`: the public URL of the Castellan service, without a trailing slash. */
  readonly issuer: string;
  /** `aud` of the tokens accepted here. */
  readonly audience: string;
  /** The cookie that carries the access token; null, or left out: the `Authorization` header only. */
  readonly accessCookie?: string | null;
  /** Life of an access token in ms: `ACCESS_TOKEN_TTL_MS`. */
  readonly accessTtlMs?: number;
  /** How long after `auth_time` a sign-in counts as recent, in ms: `RECENT_AUTH_MS` (docs/reference/contract.md#recent-proof). */
  readonly recentMs?: number;
  /** Says aloud that there is no `SessionState` here, so a revoked token works until it expires. Without it a missing one stops the start. */
  readonly acceptsRevokedTokens?: true;
}

/** The options as they hold. */
export interface AccessRules extends AccessOptions {
  readonly accessCookie: string | null;
  readonly accessTtlMs: number;
  readonly recentMs: number;
}

/** The token of the options as they hold, `AccessRules`, which `AccessModule` exports. */
export const ACCESS_OPTIONS = Symbol('ACCESS_OPTIONS');

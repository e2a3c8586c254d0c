import type { ExecutionContext } from '@nestjs/common';
import type { TokenRequest } from './requests/token-request.js';
import type { RevocationsOptions } from './revocations/options.js';
import type { SessionState } from './session-state.js';
import type { VerificationKeys } from './tokens/verification-keys.js';

/** What `AccessModule.forRoot` is told; `issuer` is enough. */
export interface AccessOptions {
  /** `iss`: the public URL of the Castellan service, with its path if it has one, without a trailing slash. */
  readonly issuer: string;
  /** `aud` of the tokens accepted here: `TOKEN_AUDIENCE` of Castellan, which is the issuer where nobody set it. */
  readonly audience?: string;
  /**
   * The cookie that carries the access token (`access_token`, behind https `__Host-access_token`); null, or left out: the `Authorization`
   * header only. A service that takes the cookie needs a rule against forged requests of its own (CSRF).
   */
  readonly accessCookie?: string | null;
  /**
   * The longest life of an access token that is believed, in ms: a day where tokens are only accepted (`LONGEST_ACCESS_TOKEN_TTL_MS`),
   * `ACCESS_TOKEN_TTL_MS` where they are made.
   */
  readonly accessTtlMs?: number;
  /** How long after `auth_time` a sign-in counts as recent, in ms: `RECENT_AUTH_MS` (docs/reference/contract.md#recent-proof). */
  readonly recentMs?: number;
  /**
   * Where there is no `SessionState`, a revoked token works until it expires. Left out: so it is, and the log says it once at the start;
   * true: so it is, without a word; false: a missing `SessionState` stops the start.
   */
  readonly acceptsRevokedTokens?: boolean;
  /** Where the keys come from: an imported module, else `PublishedKeys` of the issuer. */
  readonly keys?: VerificationKeys;
  /** Says of genuine tokens whether their sessions still live, unless an imported module provides `SessionState`. */
  readonly sessions?: SessionState;
  /**
   * Follows the feed of revocations, in the place of `sessions`: `{ key: 'ck_…', whenCut: 'refuse' }`. Left out: nothing is followed. A
   * revoked token is then refused within a second, without a call a request.
   */
  readonly revocations?: RevocationsOptions;
  /** Finds what the token comes in with, for contexts that `requestOf` does not know; it may ask that one first. */
  readonly requestOf?: (context: ExecutionContext) => TokenRequest | null;
  /** The name by which passport knows `AccessTokenStrategy` in this process: `castellan-access`. Null: it is not told. */
  readonly passportName?: string | null;
  /**
   * This app is Castellan's own API: a missing `SessionState` stops the start, refusals name its routes by their paths, and passport is
   * told of no strategy.
   */
  readonly ownApi?: boolean;
}

/** The options as they hold. */
export interface AccessRules extends AccessOptions {
  readonly audience: string;
  readonly accessCookie: string | null;
  readonly accessTtlMs: number;
  readonly recentMs: number;
}

/** The token by which the options are injected, as they hold: `AccessRules`. */
export const ACCESS_OPTIONS = Symbol('ACCESS_OPTIONS');

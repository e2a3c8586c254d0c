import { RECENT_AUTH_MS } from './guards/demands.js';
import type { AccessOptions, AccessRules } from './options.js';
import { ACCESS_TOKEN_TTL_MS } from './tokens/token-issuer.js';

/** The longest that `ACCESS_TOKEN_TTL` of a Castellan can be: who only accepts tokens is not told what its operator chose. */
export const LONGEST_ACCESS_TOKEN_TTL_MS = 24 * 60 * 60_000;

/** The options, and what holds where the host tells nothing and makes tokens itself. */
export function accessRules(options: AccessOptions): AccessRules {
  const { issuer, audience = issuer, accessCookie = null, accessTtlMs = ACCESS_TOKEN_TTL_MS, recentMs = RECENT_AUTH_MS } = options;
  return { ...options, audience, accessCookie, accessTtlMs, recentMs };
}

/** The options, and what holds where tokens are accepted. */
export function acceptanceRules(options: AccessOptions): AccessRules {
  const { ownApi = false, accessTtlMs = ownApi ? ACCESS_TOKEN_TTL_MS : LONGEST_ACCESS_TOKEN_TTL_MS } = options;
  return accessRules({ ...options, accessTtlMs });
}

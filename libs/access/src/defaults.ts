import { RECENT_AUTH_MS } from './guards/auth.guard.js';
import type { AccessOptions, AccessRules } from './options.js';
import { ACCESS_TOKEN_TTL_MS } from './tokens/token-issuer.js';

/** The options, and what holds where the host tells nothing. */
export function accessRules(options: AccessOptions): AccessRules {
  const { accessCookie = null, accessTtlMs = ACCESS_TOKEN_TTL_MS, recentMs = RECENT_AUTH_MS } = options;
  return { ...options, accessCookie, accessTtlMs, recentMs };
}

import { COOKIE_NAMES, readCookieNames } from './cookie-names.js';
import type { CookieScope } from './cookie-names.js';
import { SAME_SITES } from './configuration.js';
import type { CookieConfiguration } from './configuration.js';
import { settings } from './settings.js';
import { oneOf } from './values.js';
import type { Variables } from './variables.js';

const SAME_SITE = settings({
  COOKIE_SAMESITE: {
    byDefault: 'lax',
    as: oneOf(SAME_SITES),
    meaning: 'of the cookies of a session; `none` with an https `PUBLIC_URL` only',
  },
});

export const COOKIE_SETTINGS = { ...COOKIE_NAMES, ...SAME_SITE };

/** Reads the cookies of a service that is reached so. */
export function readCookies(variables: Variables, { secure, path }: CookieScope): CookieConfiguration {
  const sameSite = variables.take(SAME_SITE.COOKIE_SAMESITE);
  // Browsers drop a SameSite=None cookie that is not Secure (RFC 6265bis §5.7).
  if (sameSite === 'none' && !secure) variables.refuse('COOKIE_SAMESITE', 'may be none only with an https PUBLIC_URL', 'lax');
  return { ...readCookieNames(variables, { secure, path }), sameSite, secure };
}

import { SAME_SITES } from './configuration.js';
import type { CookieConfiguration } from './configuration.js';
import { settings } from './settings.js';
import type { NamedSetting } from './settings.js';
import { oneOf, parseCookieName } from './values.js';
import type { Variables } from './variables.js';

export const COOKIE_SETTINGS = settings({
  ACCESS_COOKIE_NAME: named('access_token', 'of the cookie with the access token'),
  REFRESH_COOKIE_NAME: named('refresh_token', 'of the cookie with the refresh token'),
  DEVICE_COOKIE_NAME: named('device', 'of the cookie that makes a browser known'),
  COOKIE_SAMESITE: { byDefault: 'lax', as: oneOf(SAME_SITES), meaning: 'of all three; `none` with an https `PUBLIC_URL` only' },
});

function named(byDefault: string, meaning: string) {
  return { byDefault, defaultInWords: `\`${byDefault}\`; with https \`__Host-${byDefault}\``, as: parseCookieName, meaning };
}

/** Reads the cookies; `secure` is whether the service is reached by https. */
export function readCookies(variables: Variables, secure: boolean): CookieConfiguration {
  const sameSite = variables.take(COOKIE_SETTINGS.COOKIE_SAMESITE);
  // Browsers drop a SameSite=None cookie that is not Secure (RFC 6265bis §5.7).
  if (sameSite === 'none' && !secure) variables.refuse('COOKIE_SAMESITE', 'may be none only with an https PUBLIC_URL', 'lax');
  const cookies = {
    accessName: readName(variables, COOKIE_SETTINGS.ACCESS_COOKIE_NAME, secure),
    refreshName: readName(variables, COOKIE_SETTINGS.REFRESH_COOKIE_NAME, secure),
    deviceName: readName(variables, COOKIE_SETTINGS.DEVICE_COOKIE_NAME, secure),
  };
  refuseTwins(variables, cookies);
  return { ...cookies, sameSite, secure };
}

/** The `__Host-` prefix keeps a sibling domain from planting its own cookie (RFC 6265bis §4.1.3.2); it needs Secure. */
function readName(variables: Variables, setting: NamedSetting<string> & { readonly byDefault: string }, secure: boolean): string {
  const { name: variable, byDefault: bare } = setting;
  const name = variables.read(setting, secure ? `__Host-${bare}` : bare);
  if (!secure && /^__(Host|Secure)-/i.test(name)) variables.refuse(variable, 'begins with a prefix that needs an https PUBLIC_URL', bare);
  return name;
}

function refuseTwins(
  variables: Variables,
  { accessName, refreshName, deviceName }: Omit<CookieConfiguration, 'sameSite' | 'secure'>,
): void {
  if (accessName === refreshName)
    variables.refuse('REFRESH_COOKIE_NAME', 'is the name of the access cookie too', COOKIE_SETTINGS.REFRESH_COOKIE_NAME.byDefault);
  if (deviceName === accessName || deviceName === refreshName) {
    variables.refuse('DEVICE_COOKIE_NAME', 'is the name of another cookie too', COOKIE_SETTINGS.DEVICE_COOKIE_NAME.byDefault);
  }
}

import { SAME_SITES } from './configuration.js';
import type { CookieConfiguration } from './configuration.js';
import { oneOf, parseCookieName } from './values.js';
import type { Variables } from './variables.js';

const DEFAULTS = { ACCESS_COOKIE_NAME: 'access_token', REFRESH_COOKIE_NAME: 'refresh_token', DEVICE_COOKIE_NAME: 'device' } as const;
type CookieVariable = keyof typeof DEFAULTS;

/** Reads the cookies; `secure` is whether the service is reached by https. */
export function readCookies(variables: Variables, secure: boolean): CookieConfiguration {
  const sameSite = variables.read('COOKIE_SAMESITE', 'lax', oneOf(SAME_SITES), 'lax');
  // Browsers drop a SameSite=None cookie that is not Secure (RFC 6265bis §5.7).
  if (sameSite === 'none' && !secure) variables.refuse('COOKIE_SAMESITE', 'may be none only with an https PUBLIC_URL', 'lax');
  const cookies = {
    accessName: readName(variables, 'ACCESS_COOKIE_NAME', secure),
    refreshName: readName(variables, 'REFRESH_COOKIE_NAME', secure),
    deviceName: readName(variables, 'DEVICE_COOKIE_NAME', secure),
  };
  refuseTwins(variables, cookies);
  return { ...cookies, sameSite, secure };
}

/** The `__Host-` prefix keeps a sibling domain from planting its own cookie (RFC 6265bis §4.1.3.2); it needs Secure. */
function readName(variables: Variables, variable: CookieVariable, secure: boolean): string {
  const bare = DEFAULTS[variable];
  const name = variables.read<string>(variable, secure ? `__Host-${bare}` : bare, parseCookieName, bare);
  if (!secure && /^__(Host|Secure)-/i.test(name)) variables.refuse(variable, 'begins with a prefix that needs an https PUBLIC_URL', bare);
  return name;
}

function refuseTwins(
  variables: Variables,
  { accessName, refreshName, deviceName }: Omit<CookieConfiguration, 'sameSite' | 'secure'>,
): void {
  if (accessName === refreshName)
    variables.refuse('REFRESH_COOKIE_NAME', 'is the name of the access cookie too', DEFAULTS.REFRESH_COOKIE_NAME);
  if (deviceName === accessName || deviceName === refreshName) {
    variables.refuse('DEVICE_COOKIE_NAME', 'is the name of another cookie too', DEFAULTS.DEVICE_COOKIE_NAME);
  }
}

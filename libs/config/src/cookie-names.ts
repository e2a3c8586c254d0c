import { settings } from './settings.js';
import type { NamedSetting } from './settings.js';
import { parseCookieName } from './values.js';
import type { Variables } from './variables.js';

/** What the cookies are called, and of what kind they are. */
export const COOKIE_NAMES = settings({
  ACCESS_COOKIE_NAME: named('access_token', 'of the cookie with the access token'),
  REFRESH_COOKIE_NAME: named('refresh_token', 'of the cookie with the refresh token'),
  DEVICE_COOKIE_NAME: named('device', 'of the cookie that makes a browser known'),
});

export interface CookieNames {
  readonly accessName: string;
  readonly refreshName: string;
  readonly deviceName: string;
  /** Nobody else reads it, so it is not told. */
  readonly pendingName: string;
}

/** Of the URL that the service is reached at. */
export interface CookieScope {
  readonly secure: boolean;
  readonly path: string;
}

function named(byDefault: string, meaning: string) {
  return {
    byDefault,
    defaultInWords: `\`${byDefault}\`; with https \`__Host-${byDefault}\`; below a path with it, \`….auth\``,
    as: parseCookieName,
    meaning,
  };
}

/** Reads the names; `secure` is whether the service is reached by https, `path` the one of its URL. */
export function readCookieNames(variables: Variables, scope: CookieScope): CookieNames {
  const names = {
    accessName: readName(variables, COOKIE_NAMES.ACCESS_COOKIE_NAME, scope),
    refreshName: readName(variables, COOKIE_NAMES.REFRESH_COOKIE_NAME, scope),
    deviceName: readName(variables, COOKIE_NAMES.DEVICE_COOKIE_NAME, scope),
    pendingName: ownName('pending', scope),
  };
  refuseTwins(variables, names);
  return names;
}

/** What a cookie is called, where nobody tells. */
function ownName(byDefault: string, { secure, path }: CookieScope): string {
  const bare = byDefault + path.replaceAll('/', '.');
  return secure ? `__Host-${bare}` : bare;
}

/**
 * The `__Host-` prefix keeps a sibling domain from planting its own cookie (RFC 6265bis §4.1.3.2); it needs Secure and `Path=/`. So what
 * keeps two services apart that share a host is the name (docs/decisions/0137-cookies-below-a-path.md).
 */
function readName(variables: Variables, setting: NamedSetting<string> & { readonly byDefault: string }, scope: CookieScope): string {
  const { name: variable, byDefault } = setting;
  const own = ownName(byDefault, scope);
  const name = variables.read(setting, own);
  if (!scope.secure && /^__(Host|Secure)-/i.test(name))
    variables.refuse(variable, 'begins with a prefix that needs an https PUBLIC_URL', own);
  return name;
}

function refuseTwins(variables: Variables, { accessName, refreshName, deviceName }: CookieNames): void {
  if (accessName === refreshName)
    variables.refuse('REFRESH_COOKIE_NAME', 'is the name of the access cookie too', COOKIE_NAMES.REFRESH_COOKIE_NAME.byDefault);
  if (deviceName === accessName || deviceName === refreshName) {
    variables.refuse('DEVICE_COOKIE_NAME', 'is the name of another cookie too', COOKIE_NAMES.DEVICE_COOKIE_NAME.byDefault);
  }
}

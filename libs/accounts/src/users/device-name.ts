import Bowser from 'bowser';

const UNKNOWN = 'Unknown device';
const MAX_LENGTH = 100;

/** "Firefox on Windows" from a User-Agent, for people who look through their sessions. @internal */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return UNKNOWN;
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [browser.name, os.name].filter(Boolean);
  return (parts.join(' on ') || firstProduct(userAgent)).slice(0, MAX_LENGTH);
}

/** `curl/8.5.0` is `curl`. */
function firstProduct(userAgent: string): string {
  return /^[\w.+-]+/.exec(userAgent)?.[0] ?? UNKNOWN;
}

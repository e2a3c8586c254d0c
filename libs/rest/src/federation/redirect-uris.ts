import { LOOPBACK_URI } from '@castellan/common';

/**
 * Whether an app may be sent back there: to what the operator has listed, letter by letter (RFC 9700 §2.1), but for the port of a loopback
 * address, which an app gets when it begins to listen (RFC 8252 §7.3).
 */
export function isRegistered(asked: string, registered: readonly string[]): boolean {
  return registered.some((uri) => uri === asked || (LOOPBACK_URI.test(uri) && withoutPort(uri) === withoutPort(asked)));
}

const withoutPort = (uri: string): string => uri.replace(LOOPBACK_URI, 'http://$1');

/** Parameters stand behind those that the address has itself (RFC 6749 §3.1.2). */
export function withParameters(uri: string, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(parameters).toString();
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}

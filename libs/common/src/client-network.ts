import { isIPv6 } from 'node:net';
import { canonicalAddress, groupsOf } from './client-address.js';

/**
 * What limits count a client by: IPv6 clients own at least a /64 (RFC 6177), so that counts as one; IPv4 addresses count one by one.
 * @internal
 */
export function clientNetwork(address: string): string {
  const canonical = canonicalAddress(address) ?? address;
  return isIPv6(canonical) ? `${groupsOf(canonical).slice(0, 4).join(':')}::/64` : canonical;
}

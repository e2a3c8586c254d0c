import { isIP } from 'node:net';
import { AddressBlocks, isPublicAddress } from '@castellan/common';
import type { WebRules } from '@castellan/outbound';

/**
 * Where endpoints may be: https at public addresses, and whatever `allow` names, with or without TLS: hosts by name, and addresses by block.
 * Who asks for a name without TLS goes to an address of a block alone.
 */
export function webhookRules(allow: readonly string[]): WebRules {
  const blocks = allow.filter((entry) => entry.includes('/') || isIP(entry) !== 0);
  const names: ReadonlySet<string> = new Set(allow.filter((entry) => !blocks.includes(entry)).map((name) => name.toLowerCase()));
  const inside = new AddressBlocks(blocks);
  const mayResolveInside = (hostname: string): boolean => (isIP(hostname) === 0 ? blocks.length > 0 : inside.has(hostname));
  return {
    takesName: (hostname, protocol) => protocol === 'https:' || names.has(hostname) || mayResolveInside(hostname),
    takesAddress: (address, hostname, protocol) =>
      names.has(hostname) || inside.has(address) || (protocol === 'https:' && isPublicAddress(address)),
  };
}

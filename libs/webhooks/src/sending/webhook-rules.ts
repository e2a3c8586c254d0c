import { BlockList, isIP, isIPv4 } from 'node:net';
import { canonicalAddress, isPublicAddress } from '@castellan/common';
import type { WebRules } from '@castellan/outbound';

/**
 * Where endpoints may be: https at public addresses, and whatever `allow` names, with or without TLS: hosts by name, and addresses by block.
 * Who asks for a name without TLS goes to an address of a block alone.
 */
export function webhookRules(allow: readonly string[]): WebRules {
  const blocks = allow.filter((entry) => entry.includes('/') || isIP(entry) !== 0);
  const names: ReadonlySet<string> = new Set(allow.filter((entry) => !blocks.includes(entry)).map((name) => name.toLowerCase()));
  const isInside = insideOf(blocks);
  const mayResolveInside = (hostname: string): boolean => (isIP(hostname) === 0 ? blocks.length > 0 : isInside(hostname));
  return {
    takesName: (hostname, protocol) => protocol === 'https:' || names.has(hostname) || mayResolveInside(hostname),
    takesAddress: (address, hostname, protocol) =>
      names.has(hostname) || isInside(address) || (protocol === 'https:' && isPublicAddress(address)),
  };
}

/** A list for each version: one of both takes an IPv4 address for the IPv6 one that it can be mapped to. */
function insideOf(blocks: readonly string[]): (address: string) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const block of blocks) {
    const [network = '', prefix] = block.split('/');
    const version = versionOf(network);
    lists[version].addSubnet(network, prefix === undefined ? BITS[version] : Number(prefix), version);
  }
  return (text) => {
    const address = canonicalAddress(text);
    return address !== undefined && lists[versionOf(address)].check(address, versionOf(address));
  };
}

const BITS = { ipv4: 32, ipv6: 128 } as const;
const versionOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

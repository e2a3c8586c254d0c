import { BlockList, isIP } from 'node:net';
import { canonicalAddress } from './client-address.js';

/** Of the IANA special-purpose registries (RFC 6890), what is no single place on the internet. */
const ELSEWHERE: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 3],
  ['2001::', 23], // Teredo (RFC 4380) among them
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 (RFC 3056): leads to the IPv4 address in it
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
];

/** One for each version: a list of both takes an IPv4 address for the IPv6 one that it can be mapped to. */
const LISTS = { ipv4: new BlockList(), ipv6: new BlockList() };
const versionOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');
for (const [network, prefix] of ELSEWHERE) LISTS[versionOf(network)].addSubnet(network, prefix, versionOf(network));

/** Whether it is an address of the public internet: not private, local, for documents, or none at all. */
export function isPublicAddress(text: string): boolean {
  const address = canonicalAddress(text);
  return address !== undefined && !LISTS[versionOf(address)].check(address, versionOf(address));
}

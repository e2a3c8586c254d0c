import { BlockList, isIPv4 } from 'node:net';
import { canonicalAddress } from './client-address.js';

const BITS = { ipv4: 32, ipv6: 128 } as const;

/**
 * Blocks of addresses: `192.0.2.0/24`, `2001:db8::/32`, or one address. A list for each version: one of both takes an IPv4 address for the
 * IPv6 one that it can be mapped to, so that `::/0` would have every IPv4 address.
 */
export class AddressBlocks {
  private readonly lists = { ipv4: new BlockList(), ipv6: new BlockList() };

  /** @throws TypeError, RangeError for what is no block */
  constructor(blocks: readonly string[]) {
    for (const block of blocks) {
      const [network = '', prefix] = block.split('/');
      const version = versionOf(network);
      this.lists[version].addSubnet(network, prefix === undefined ? BITS[version] : Number(prefix), version);
    }
  }

  /** However the address is spelt; false for what is none. */
  has(text: string): boolean {
    const address = canonicalAddress(text);
    return address !== undefined && this.lists[versionOf(address)].check(address, versionOf(address));
  }
}

const versionOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

import { isIPv4, isIPv6 } from 'node:net';
import { AddressBlocks, canonicalAddress } from '@castellan/common';

const BLOCK = /^([0-9a-fA-F.:]{2,45})(?:\/(\d{1,3}))?$/;

/** A block in one spelling: `192.0.2.0/24`, `2001:db8::/32`; null for what is none. IPv4 addresses inside of IPv6 ones are IPv4. */
export function canonicalRange(text: string): string | null {
  const [, written = '', prefix] = BLOCK.exec(text.trim()) ?? [];
  const address = canonicalAddress(written);
  if (address === undefined) return null;
  const bits = isIPv4(address) ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix) - (isIPv4(address) && isIPv6(written) ? 96 : 0);
  return length >= 0 && length <= bits ? `${address}/${length}` : null;
}

/** Whether an address is in one of the blocks; where there are none, every address is. */
export class AddressRanges {
  private readonly blocks: AddressBlocks;
  private readonly isAnywhere: boolean;

  /** @param ranges as `canonicalRange` writes them */
  constructor(ranges: readonly string[]) {
    this.isAnywhere = ranges.length === 0;
    this.blocks = new AddressBlocks(ranges);
  }

  has(address: string): boolean {
    return this.isAnywhere || this.blocks.has(address);
  }
}

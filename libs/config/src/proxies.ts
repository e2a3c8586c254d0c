import { BlockList, isIP } from 'node:net';
import { taking, Unreadable } from './parse.js';

/** Reads an address block (`10.0.0.0/8`, `fd00::/8`) or one address, which becomes a block of its own. */
export const parseBlock = taking('an address block such as `10.0.0.0/8`', (text) => {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) throw notABlock();
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  if (!(prefix <= bits)) throw notABlock();
  // A block of every address would let each client write its own address and so escape every limit.
  if (prefix === 0) throw new Unreadable('must not trust every address');
  if (!isUsable(address, prefix, version === 4 ? 'ipv4' : 'ipv6')) throw notABlock();
  return `${address}/${prefix}`;
});

function isUsable(address: string, prefix: number, family: 'ipv4' | 'ipv6'): boolean {
  try {
    new BlockList().addSubnet(address, prefix, family);
    return true;
  } catch {
    return false;
  }
}

function notABlock(): Unreadable {
  return new Unreadable('is not a list of address blocks such as 10.0.0.0/8 or fd00::/8, divided by commas');
}

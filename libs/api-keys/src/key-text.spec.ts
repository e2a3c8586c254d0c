import { randomUUID } from 'node:crypto';
import { hashOf, keyWithin, newSecret, readKey, writeKey } from './key-text.js';

describe(writeKey.name, () => {
  const id = randomUUID();
  const secret = newSecret();
  const key = writeKey(id, secret);

  it('writes all keys in one form and length', () => {
    for (let count = 0; count < 200; count += 1)
      expect(writeKey(randomUUID(), newSecret())).toMatch(/^ck_[0-9a-f]{32}_[0-9A-Za-z]{54}_[0-9A-Za-z]{6}$/);
  });

  it('is read as it was written', () => expect(readKey(key)).toEqual({ id, secretHash: hashOf(secret) }));

  it('has the CRC-32 of all before it as its sum, which others can work out', () => {
    const known = 'ck_00000000000000000000000000000000_000000000000000000000000000000000000000000000000000000';
    expect(writeKey('00000000-0000-0000-0000-000000000000', '0'.repeat(54))).toBe(`${known}_${base62(crc32Of(known))}`);
  });

  it('tells every slip of the hand', () => {
    for (let at = 3; at < key.length; at += 1) {
      const other = key[at] === 'a' ? 'b' : 'a';
      expect(readKey(key.slice(0, at) + other + key.slice(at + 1))).toBeNull();
      expect(readKey(key.slice(0, at) + key.slice(at + 1))).toBeNull();
    }
    for (const text of ['', 'ck_', key.toUpperCase(), ` ${key}`, `${key}\n`, `${key}0`, key.replace('ck_', 'sk_')])
      expect(readKey(text)).toBeNull();
  });

  it('is found within other texts, with its id', () => {
    expect(keyWithin(`/a?b=${key}&c`)).toEqual({ id, isWhole: true });
    expect(keyWithin(`/a?b=${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`)).toEqual({ id, isWhole: false });
    expect(keyWithin('/a?search=ck_7')).toBeNull();
  });
});

/** By the table-free form of the polynomial (ISO 3309), not by Node's. */
function crc32Of(text: string): number {
  let sum = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function base62(value: number): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return Array.from({ length: 6 }, (_, at) => digits[Math.floor(value / 62 ** (5 - at)) % 62]).join('');
}

import { base32, plainBase32 } from './base32.js';
import { asUuid, uuidOf } from './uuid-v5.js';
import { address, flag, json, moment, whole } from './values.js';

describe('values of a Django', () => {
  it.each([
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02 03:04:05.678901+00', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02 05:04:05+02', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05', '2026-01-02T03:04:05.000Z'],
    ['yesterday', undefined],
    ['', undefined],
    [null, undefined],
    [{}, undefined],
  ])('are moments: %j', (given, expected) => {
    expect(moment(given)?.toISOString()).toBe(expected);
  });

  it('are flags, numbers, addresses and JSON, or nothing', () => {
    expect([true, 1, 't', false, 0, 'f', 'yes', null].map(flag)).toEqual([true, true, true, false, false, false, null, null]);
    expect([7, '7', '-7', 1.5, 'x', '9'.repeat(20)].map(whole)).toEqual([7, 7, -7, null, null, null]);
    expect(['203.0.113.7', '2001:db8::1', 'nowhere', null].map(address)).toEqual(['203.0.113.7', '2001:db8::1', '', '']);
    expect(['["a"]', '{', ['b'], null].map(json)).toEqual([['a'], null, ['b'], null]);
  });

  it('are the same ids at every run (RFC 9562 §5.5)', () => {
    expect(uuidOf('django', '17')).toBe('9a4ef272-88e7-52d4-83cd-8ed024814081');
    expect(uuidOf('shop', 'ä')).toBe('23c14a17-98e7-5265-aa4f-4b4637d0a609');
    expect(asUuid('0F9F2F0B2F5D5C1FA7D6C0FFEE5EED01')).toBe('0f9f2f0b-2f5d-5c1f-a7d6-c0ffee5eed01');
    expect(asUuid('17')).toBeNull();
  });

  it.each([
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foobar', 'MZXW6YTBOI'],
  ])('are base32 of %s (RFC 4648 §10)', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected);
    expect(plainBase32(` ${expected.toLowerCase()}== `)).toBe(expected);
  });
});

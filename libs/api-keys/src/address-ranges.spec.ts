import { AddressRanges, canonicalRange } from './address-ranges.js';

describe(canonicalRange.name, () => {
  it.each([
    ['198.51.100.0/24', '198.51.100.0/24'],
    ['198.51.100.7', '198.51.100.7/32'],
    [' 2001:DB8:0:0::/32 ', '2001:db8::/32'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['::ffff:198.51.100.0/120', '198.51.100.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
  ])('writes %s as %s', (text, written) => expect(canonicalRange(text)).toBe(written));

  it.each([
    '',
    'home',
    '198.51.100/24',
    '198.51.100.0/33',
    '198.51.100.0/-1',
    '198.51.100.0/',
    '2001:db8::/129',
    '::ffff:198.51.100.0/64',
    '1.2.3.4/24/8',
    '010.0.0.1',
    '1.2.3.4 /24',
  ])('knows no block in %s', (text) => expect(canonicalRange(text)).toBeNull());
});

describe(AddressRanges.name, () => {
  it('has every address where no block is named', () => expect(new AddressRanges([]).has('203.0.113.1')).toBe(true));

  it('opens no IPv4 address by a block of all IPv6 ones', () => {
    expect(new AddressRanges(['::/0']).has('203.0.113.1')).toBe(false);
    expect(new AddressRanges(['::/0']).has('2001:db8::1')).toBe(true);
  });

  it('has what is in one of its blocks, however it is spelt', () => {
    const ranges = new AddressRanges(['198.51.100.0/24', '2001:db8::/32']);
    for (const address of ['198.51.100.0', '198.51.100.255', '::ffff:198.51.100.7', '2001:db8:ffff::1'])
      expect(ranges.has(address)).toBe(true);
    for (const address of ['198.51.101.0', '2001:db9::1', '::1', 'unknown', '']) expect(ranges.has(address)).toBe(false);
  });
});

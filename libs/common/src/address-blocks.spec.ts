import { AddressBlocks } from './address-blocks.js';

describe(AddressBlocks.name, () => {
  it('has what is in one of them, however it is spelt', () => {
    const blocks = new AddressBlocks(['198.51.100.0/24', '203.0.113.7', '2001:db8::/32']);
    for (const address of ['198.51.100.255', '::ffff:198.51.100.7', '203.0.113.7', '2001:db8:ffff::1', '2001:DB8::1'])
      expect(blocks.has(address)).toBe(true);
    for (const address of ['198.51.101.0', '203.0.113.8', '2001:db9::1', '::1', 'unknown', '']) expect(blocks.has(address)).toBe(false);
  });

  it('opens no address of one version by a block of the other (`::/0` for everybody)', () => {
    expect(new AddressBlocks(['::/0']).has('192.0.2.1')).toBe(false);
    expect(new AddressBlocks(['::/0']).has('::ffff:192.0.2.1')).toBe(false);
    expect(new AddressBlocks(['0.0.0.0/0']).has('2001:db8::1')).toBe(false);
    expect(new AddressBlocks(['::/0']).has('2001:db8::1')).toBe(true);
  });
});

import { maskedAddress } from './masked-address.js';

describe(maskedAddress.name, () => {
  it.each([
    ['ada@example.com', 'a…@example.com'],
    ['a@example.com', 'a…@example.com'],
    ['"a@b"@example.com', '"…@example.com'],
    ['😀x@example.com', '😀…@example.com'],
  ])('shows %s as %s', (address, masked) => expect(maskedAddress(address)).toBe(masked));
});

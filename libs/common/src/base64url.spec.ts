import { randomBytes } from 'node:crypto';
import { decodeBase64url } from './base64url.js';

describe(decodeBase64url.name, () => {
  it('reads back what was written, of every length', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = randomBytes(length);
      expect(decodeBase64url(bytes.toString('base64url'))).toEqual(bytes);
    }
  });

  it('takes one of the sixteen spellings of a byte, and one of the four of two', () => {
    const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    expect(alphabet.filter((last) => decodeBase64url(`q${last}`)).join('')).toBe('AQgw');
    expect(alphabet.filter((last) => decodeBase64url(`qq${last}`))).toHaveLength(16);
  });

  it.each(['qg==', 'q+/A', 'qq qq', 'qqqq\n', 'q', 'qqqqq', 'é', 'qqqq='])('refuses %j', (text) => {
    expect(decodeBase64url(text)).toBeNull();
  });
});

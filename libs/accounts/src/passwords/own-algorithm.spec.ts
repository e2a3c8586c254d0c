import { OwnAlgorithm } from './own-algorithm.js';

const PREFIX = 'plain$';
/** What it stores is what `kept` makes of the password. */
const hasher = (kept: (password: string) => string) => ({
  prefix: PREFIX,
  hash: (password: string) => Promise.resolve(PREFIX + kept(password)),
  verify: (password: string, stored: string) => Promise.resolve(stored === PREFIX + kept(password)),
  isOutdated: () => false,
});
const backwards = (password: string): string => [...password].reverse().join('');

describe(OwnAlgorithm.name, () => {
  it('takes a hasher that verifies what it hashes, and that alone', async () => {
    await expect(new OwnAlgorithm(hasher(backwards)).prove()).resolves.toBeUndefined();
  });

  it.each([
    ['stores the password itself', (password: string) => `v1:${password}`, 'it stores the password itself'],
    ['keeps eight letters of it', (password: string) => backwards(password.slice(0, 8)), 'it does not verify what it has hashed, and that'],
    ['keeps none of it', () => 'x', 'it does not verify what it has hashed, and that'],
  ])('stops the start when it %s (a leaked table is a list of passwords)', async (_what, kept, message) => {
    await expect(new OwnAlgorithm(hasher(kept)).prove()).rejects.toThrow(`ports.passwordHasher: ${message}`);
  });
});

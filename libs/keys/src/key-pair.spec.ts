import { generateSigningKeyPair } from './key-pair.js';

describe(generateSigningKeyPair.name, () => {
  it('gives names that a command line takes for no option', () => {
    const names = Array.from({ length: 600 }, () => generateSigningKeyPair().kid);

    expect(names.filter((kid) => kid.startsWith('-'))).toEqual([]);
    expect(new Set(names).size).toBe(600);
  });
});

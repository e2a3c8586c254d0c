import type { PasswordFormat } from './password-format.js';
import { asTyped } from './password-format.js';
import { base64Bytes, wholeNumber } from './strict-text.js';

const LENGTH = 64;

/** Django's `ScryptPasswordHasher` (since 4.0): `scrypt$<cost>$<salt>$<block size>$<parallelism>$<base64>`. The salt is text, taken as UTF-8. */
export const djangoScrypt: PasswordFormat = {
  prefix: 'scrypt$',
  prepare: asTyped,
  parse: (stored) => {
    const [, cost, salt, blockSize, parallelism, text, ...rest] = stored.split('$');
    const key = base64Bytes(text ?? '');
    if (salt === undefined || key?.length !== LENGTH || rest.length > 0) return null;
    const work = { cost: wholeNumber(cost), blockSize: wholeNumber(blockSize), parallelism: wholeNumber(parallelism) };
    return { derivation: { algorithm: 'scrypt', ...work, salt: Buffer.from(salt), length: LENGTH }, key };
  },
};

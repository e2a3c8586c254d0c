import type { PasswordFormat } from './password-format.js';
import { asTyped } from './password-format.js';
import { hexBytes, wholeNumber } from './strict-text.js';

const LENGTH = 32;

/**
 * The import string for systems that keep a salt and a hexadecimal PBKDF2-SHA-256 key in two columns, with 260 000 iterations written in
 * their code: `pbkdf2_sha256_hex$260000$<salt>$<hex>`. The salt is text, taken as UTF-8, even where it looks like hexadecimal.
 */
export const pbkdf2Hex: PasswordFormat = {
  prefix: 'pbkdf2_sha256_hex$',
  prepare: asTyped,
  parse: (stored) => {
    const [, iterations, salt, text, ...rest] = stored.split('$');
    const key = hexBytes(text ?? '');
    if (salt === undefined || key?.length !== LENGTH || rest.length > 0) return null;
    const sizes = { iterations: wholeNumber(iterations), salt: Buffer.from(salt), length: LENGTH };
    return { derivation: { algorithm: 'pbkdf2', digest: 'sha256', ...sizes }, key };
  },
};

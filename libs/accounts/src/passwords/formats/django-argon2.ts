import { parseArgon2 } from './argon2-text.js';
import type { PasswordFormat } from './password-format.js';
import { asTyped } from './password-format.js';

/** Django's `Argon2PasswordHasher`: `argon2$argon2id$v=19$…`, in older rows argon2i. */
export const djangoArgon2: PasswordFormat = {
  prefix: 'argon2$',
  prepare: asTyped,
  parse: (stored) => parseArgon2(stored.slice('argon2'.length)),
};

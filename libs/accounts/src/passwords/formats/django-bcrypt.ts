import { createHash } from 'node:crypto';
import { parseBcrypt } from './bcrypt-text.js';
import type { PasswordFormat } from './password-format.js';
import { asTyped } from './password-format.js';

/** Django's `BCryptSHA256PasswordHasher`: `bcrypt_sha256$$2b$12$…`, over the hexadecimal SHA-256 of the password. */
export const djangoBcryptSha256: PasswordFormat = {
  prefix: 'bcrypt_sha256$',
  prepare: (password) => createHash('sha256').update(password).digest('hex'),
  parse: (stored) => parseBcrypt(stored.slice('bcrypt_sha256$'.length)),
};

/** Django's `BCryptPasswordHasher`: `bcrypt$$2b$12$…`. Only the first 72 bytes of the password were ever looked at; the upgrade ends that. */
export const djangoBcrypt: PasswordFormat = {
  prefix: 'bcrypt$',
  prepare: asTyped,
  parse: (stored) => parseBcrypt(stored.slice('bcrypt$'.length)),
};

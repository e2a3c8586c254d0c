import type { PasswordFormat } from './password-format.js';
import { asTyped } from './password-format.js';
import { unpaddedBase64Bytes, wholeNumber } from './strict-text.js';

const LENGTH = 32;

/**
 * The import string for systems that keep a random salt and a PBKDF2-SHA-256 key in two columns, both in base64 or base64url (RFC 4648, §4
 * and §5): `pbkdf2_sha256_b64$210000$<salt>$<key>`. Unlike Django's own, the salt is the bytes, not the text.
 */
export const pbkdf2Base64: PasswordFormat = {
  prefix: 'pbkdf2_sha256_b64$',
  prepare: asTyped,
  parse: (stored) => {
    const [, iterations, saltText, keyText, ...rest] = stored.split('$');
    const [salt, key] = [bytesOf(saltText), bytesOf(keyText)];
    if (!salt || salt.length === 0 || key?.length !== LENGTH || rest.length > 0) return null;
    return { derivation: { algorithm: 'pbkdf2', digest: 'sha256', iterations: wholeNumber(iterations), salt, length: LENGTH }, key };
  },
};

const bytesOf = (text = ''): Buffer | null => unpaddedBase64Bytes(text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, ''));

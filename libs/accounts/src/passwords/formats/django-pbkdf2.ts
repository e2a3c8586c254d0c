import type { PasswordFormat } from './password-format.js';
import { asTyped } from './password-format.js';
import { base64Bytes, wholeNumber } from './strict-text.js';

const LENGTHS = { sha1: 20, sha256: 32 } as const;

/** Django's default, and its older twin: `pbkdf2_sha256$<iterations>$<salt>$<base64>`. The salt is text, taken as UTF-8. */
function djangoPbkdf2(digest: 'sha1' | 'sha256'): PasswordFormat {
  const length = LENGTHS[digest];
  return {
    prefix: `pbkdf2_${digest}$`,
    prepare: asTyped,
    parse: (stored) => {
      const [, iterations, salt, text, ...rest] = stored.split('$');
      const key = base64Bytes(text ?? '');
      if (salt === undefined || key?.length !== length || rest.length > 0) return null;
      return { derivation: { algorithm: 'pbkdf2', digest, iterations: wholeNumber(iterations), salt: Buffer.from(salt), length }, key };
    },
  };
}

export const djangoPbkdf2Sha256 = djangoPbkdf2('sha256');
export const djangoPbkdf2Sha1 = djangoPbkdf2('sha1');

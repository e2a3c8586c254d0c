import bcrypt from 'bcrypt';
import { createHmac } from 'node:crypto';
import { parseBcrypt } from './bcrypt-text.js';
import type { CurrentFormat } from './password-format.js';

/** Named after Django's `bcrypt_sha256$`: the stored string says by itself how it was made. */
const PREFIX = 'bcrypt_hmac_sha384$';
const PREHASH_LABEL = 'castellan/bcrypt/v1';

/** The default: `bcrypt_hmac_sha384$$2b$12$…`. */
export function bcryptHmacSha384(cost: number): CurrentFormat {
  const version = `$2b$${String(cost).padStart(2, '0')}$`;
  return {
    prefix: PREFIX,
    prepare: prehash,
    parse: (stored) => parseBcrypt(stored.slice(PREFIX.length)),
    derivation: () => ({ algorithm: 'bcrypt', setting: bcrypt.genSaltSync(cost) }),
    render: ({ derivation, key }) => {
      if (derivation.algorithm !== 'bcrypt') throw new TypeError('not a bcrypt key');
      return PREFIX + derivation.setting + Buffer.from(key).toString('latin1');
    },
    isCurrent: (derivation) => derivation.algorithm === 'bcrypt' && derivation.setting.startsWith(version),
  };
}

/**
 * Gives bcrypt 64 characters for any password: nothing is cut at 72 bytes, and no NUL byte ends it early
 * (docs/reference/contract.md#passwords).
 */
function prehash(password: string): string {
  return createHmac('sha384', PREHASH_LABEL).update(password.normalize('NFC')).digest('base64');
}

import { randomBytes } from 'node:crypto';
import { parseArgon2, renderArgon2 } from './argon2-text.js';
import type { Argon2 } from './derivation.js';
import type { CurrentFormat } from './password-format.js';

/** Ours says that the password was normalized first; Django's `argon2$` are not. */
const PREFIX = 'argon2id_nfc$';
const SALT_BYTES = 16;
/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB of memory, two passes, one lane. */
const PARAMETERS = { algorithm: 'argon2', variant: 'argon2id', version: 19, memoryKib: 19_456, passes: 2, lanes: 1, length: 32 } as const;

/** The option `PASSWORD_HASHER=argon2id`: `argon2id_nfc$$argon2id$v=19$…`. Takes any length, so nothing is hashed before it. */
export const argon2idNfc: CurrentFormat = {
  prefix: PREFIX,
  prepare: (password) => password.normalize('NFC'),
  parse: (stored) => parseArgon2(stored.slice(PREFIX.length)),
  derivation: () => ({ ...PARAMETERS, salt: randomBytes(SALT_BYTES) }),
  render: ({ derivation, key }) => {
    if (derivation.algorithm !== 'argon2') throw new TypeError('not an argon2 key');
    return PREFIX + renderArgon2(derivation, key);
  },
  isCurrent: (derivation) => derivation.algorithm === 'argon2' && costOf(derivation) === costOf(PARAMETERS),
};

const costOf = ({ variant, version, memoryKib, passes, lanes, length }: Omit<Argon2, 'salt'>): string =>
  [variant, version, memoryKib, passes, lanes, length].join();

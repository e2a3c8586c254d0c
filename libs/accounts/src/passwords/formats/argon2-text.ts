import type { Argon2, StoredKey } from './derivation.js';
import { unpaddedBase64Bytes, wholeNumber } from './strict-text.js';

/** Strings without `v=` are of version 16, which did not say so yet. */
const PHC = /^\$(argon2d|argon2i|argon2id)\$(?:v=(16|19)\$)?m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Reads the PHC string `$argon2id$v=19$m=…,t=…,p=…$salt$key`. */
export function parseArgon2(text: string): (StoredKey & { readonly derivation: Argon2 }) | null {
  const [, variant, version, memory, passes, lanes, salt, key] = PHC.exec(text) ?? [];
  const saltBytes = unpaddedBase64Bytes(salt ?? '');
  const keyBytes = unpaddedBase64Bytes(key ?? '');
  if (variant === undefined || !saltBytes || !keyBytes) return null;
  const derivation: Argon2 = {
    algorithm: 'argon2',
    variant: variant as Argon2['variant'], // the expression lets no other pass
    version: version === '19' ? 19 : 16,
    memoryKib: wholeNumber(memory),
    passes: wholeNumber(passes),
    lanes: wholeNumber(lanes),
    salt: saltBytes,
    length: keyBytes.length,
  };
  return { derivation, key: keyBytes };
}

export function renderArgon2({ variant, version, memoryKib, passes, lanes, salt }: Argon2, key: Uint8Array): string {
  return `$${variant}$v=${version}$m=${memoryKib},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(key)}`;
}

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

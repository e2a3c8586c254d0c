import type { StoredKey } from './derivation.js';

const CRYPT = /^\$2[aby](\$\d\d\$[./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/;

/**
 * Reads crypt(3)'s `$2b$…`. `$2a$` and `$2y$` are the same hash under older names; they are computed as `$2b$`, because bcrypt
 * libraries either refuse `$2y$` or wrap the length of long passwords at 256 for `$2a$`.
 */
export function parseBcrypt(text: string): StoredKey | null {
  const [, setting, key] = CRYPT.exec(text) ?? [];
  if (setting === undefined || key === undefined) return null;
  return { derivation: { algorithm: 'bcrypt', setting: `$2b${setting}` }, key: Buffer.from(key) };
}

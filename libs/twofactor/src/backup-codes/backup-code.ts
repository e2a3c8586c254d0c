import { randomInt } from 'node:crypto';

/** Crockford's base32: no I, L, O or U, so nothing on paper is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SELECTOR_LENGTH = 4;
const SECRET_LENGTH = 10; // 50 bits
const WHOLE = new RegExp(`^[0-9A-Z]{${SELECTOR_LENGTH + SECRET_LENGTH}}$`);

/** `selector` finds the stored code, `secret` is what is hashed. */
export interface BackupCode {
  readonly selector: string;
  readonly secret: string;
}

/** Codes with different selectors, none of which is taken. */
export function newBackupCodes(count: number, taken: readonly string[] = []): readonly BackupCode[] {
  const selectors = new Set(taken);
  while (selectors.size < taken.length + count) selectors.add(randomText(SELECTOR_LENGTH));
  return [...selectors].slice(taken.length).map((selector) => ({ selector, secret: randomText(SECRET_LENGTH) }));
}

/** As it is shown: `7KQ2-M4XJT-9WPQH`. */
export function writeBackupCode({ selector, secret }: BackupCode): string {
  return `${selector}-${secret.slice(0, SECRET_LENGTH / 2)}-${secret.slice(SECRET_LENGTH / 2)}`;
}

/** Reads what was typed, with dashes and blanks already out; null when it has not the form of a code. */
export function readBackupCode(typed: string): BackupCode | null {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (!WHOLE.test(code)) return null;
  return { selector: code.slice(0, SELECTOR_LENGTH), secret: code.slice(SELECTOR_LENGTH) };
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

import { createHmac } from 'node:crypto';
import { isRecord, text, whole } from './values.js';

const COUNT = 10;
const DIGITS = 8;

/**
 * The codes that django-allauth makes of a seed and has not seen used, with its defaults (`MFA_RECOVERY_CODE_COUNT`, `…_DIGITS`), or those
 * it took over from elsewhere (allauth/mfa/recovery_codes/internal/auth.py). Null for a form that is not known, such as a sealed seed.
 */
export function allauthCodes(data: unknown): readonly string[] | null {
  if (!isRecord(data)) return null;
  const { migrated_codes: migrated, seed, used_mask: used } = data;
  if (Array.isArray(migrated)) return migrated.map(text);
  if (typeof seed !== 'string' || !/^(?:[0-9a-f]{40}|[0-9a-f]{80})$/.test(seed)) return null;
  const mask = BigInt(whole(used) ?? 0);
  return codesOf(seed).filter((_, index) => (mask & (1n << BigInt(index))) === 0n);
}

/** Each code is of the HMAC over all numbers up to its own. */
function codesOf(seed: string): readonly string[] {
  return Array.from({ length: COUNT }, (_, last) => {
    const message = Array.from({ length: last + 1 }, (__, index) => `${String(index).padStart(3)},`).join('');
    const value = createHmac('sha1', seed).update(message).digest().readUInt32BE(0) % 10 ** DIGITS;
    return String(value).padStart(DIGITS, '0');
  });
}

import { equalInConstantTime } from '@castellan/common';
import { generateSecret, generateSync } from 'otplib';

// RFC 6238 with what every authenticator app does: SHA-1, six digits, 30 seconds.
const PERIOD_S = 30;
const DIGITS = 6;
/** Steps before and after the current one whose codes are accepted, for clocks that are off (RFC 6238 §5.2). */
const WINDOW = 1;

/** A new secret of 160 bits (RFC 4226 §4, R6), in base32. */
export function newSecret(): string {
  return generateSecret({ length: 20 });
}

/** The code of a time step. */
export function codeOf(secret: string, step: number): string {
  return generateSync({ secret, epoch: step * PERIOD_S, period: PERIOD_S, digits: DIGITS, algorithm: 'sha1' });
}

/**
 * The time step that the code belongs to; null when none near `seconds` has it. Of several steps with the same code it is the last, so
 * that using it up uses up this code, whichever step it was meant for.
 */
export function matchingStep(secret: string, code: string, seconds: number): number | null {
  const current = Math.floor(seconds / PERIOD_S);
  const given = Buffer.from(code);
  const steps = Array.from({ length: 2 * WINDOW + 1 }, (_, index) => current - WINDOW + index);
  // Every step is computed, whatever matches: the time tells nothing.
  const matching = steps.filter((step) => equalInConstantTime(Buffer.from(codeOf(secret, step)), given));
  return matching.at(-1) ?? null;
}

/** `otpauth://totp/Issuer:account?…`, as authenticator apps read it (Google's Key Uri Format). */
export function provisioningUri(issuer: string, account: string, secret: string): string {
  const [label, name] = [encodeURIComponent(account), encodeURIComponent(issuer)];
  return `otpauth://totp/${name}:${label}?secret=${secret}&issuer=${name}&algorithm=SHA1&digits=${DIGITS}&period=${PERIOD_S}`;
}

import { TWO_FACTOR_POLICIES } from './configuration.js';
import type { TwoFactorConfiguration, TwoFactorPolicy } from './configuration.js';
import { durationWithin, spell } from './durations.js';
import { integerWithin, oneOf } from './values.js';
import { Unreadable } from './variables.js';
import type { Variables } from './variables.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Reads what is particular to second factors (docs/reference/contract.md#second-factors). */
export function readTwoFactor(variables: Variables, appName: string): TwoFactorConfiguration {
  return {
    issuer: variables.read('TOTP_ISSUER_NAME', appName, parseIssuer, 'Example'),
    backupCodes: variables.read('BACKUP_CODES_COUNT', 10, integerWithin(1, 100), '10'),
    policy: variables.read<TwoFactorPolicy>('TWO_FACTOR_POLICY', 'required_for_staff', oneOf(TWO_FACTOR_POLICIES), 'required_for_staff'),
    pendingTtlMs: readTtl(variables, 'PENDING_SESSION_TTL', 5 * MINUTE, 60 * MINUTE),
    trustedDeviceTtlMs: readTtl(variables, 'TRUSTED_DEVICE_TTL', 30 * DAY, 365 * DAY),
  };
}

/** The product's own name: in mails, in authenticator apps, and in no password. */
export const readAppName = (variables: Variables): string => variables.read('APP_NAME', 'Castellan', parseIssuer, 'Example');

/** Authenticator apps take what is before the first colon for the issuer, whatever its encoding. */
function parseIssuer(text: string): string {
  if (text.includes(':')) throw new Unreadable('must hold no colon: authenticator apps end the name there');
  if (/\p{Cc}/u.test(text)) throw new Unreadable('must be a name on one line');
  // It is in the QR code twice, beside an address of up to 254 characters.
  if (encodeURIComponent(text).length > 192) throw new Unreadable('must be short: at most 192 characters, percent-encoded');
  return text;
}

function readTtl(variables: Variables, name: string, fallback: number, max: number): number {
  return variables.read(name, fallback, durationWithin({ min: SECOND, max }), spell(fallback));
}

import type { SecondFactor } from '../factors/factor.js';

/** What an authenticator shows (RFC 6238). */
export const TOTP: SecondFactor = { kind: 'totp', step: 'second', amr: ['otp'] };

/** One of the codes that were given when the second factor was turned on. */
export const BACKUP_CODE: SecondFactor = { kind: 'backup_code', step: 'second', amr: ['otp'] };

import { TWO_FACTOR_POLICIES } from './configuration.js';
import type { TwoFactorConfiguration } from './configuration.js';
import { DAY, HOUR, lifetime } from './durations.js';
import { parseIssuer } from './issuer.js';
import { settings } from './settings.js';
import { integerWithin, oneOf } from './values.js';
import type { Variables } from './variables.js';

export const TWO_FACTOR_SETTINGS = settings({
  TWO_FACTOR_POLICY: { byDefault: 'required_for_staff', as: oneOf(TWO_FACTOR_POLICIES), meaning: 'who must have a second factor' },
  TOTP_ISSUER_NAME: {
    defaultInWords: '`$APP_NAME`',
    as: parseIssuer,
    example: 'Example',
    meaning: 'the name that authenticator apps show',
  },
  BACKUP_CODES_COUNT: { byDefault: '10', as: integerWithin(1, 100), meaning: 'backup codes that a user gets' },
  PENDING_SESSION_TTL: { byDefault: '5m', as: lifetime(HOUR), meaning: 'how long a sign-in waits for its second factor' },
  TRUSTED_DEVICE_TTL: { byDefault: '30d', as: lifetime(365 * DAY), meaning: 'how long a trusted device goes without the second factor' },
});

/** Reads what is particular to second factors (docs/reference/contract.md#second-factors). */
export function readTwoFactor(variables: Variables, appName: string): TwoFactorConfiguration {
  return {
    issuer: variables.read(TWO_FACTOR_SETTINGS.TOTP_ISSUER_NAME, appName),
    backupCodes: variables.told(TWO_FACTOR_SETTINGS.BACKUP_CODES_COUNT),
    policy: variables.told(TWO_FACTOR_SETTINGS.TWO_FACTOR_POLICY),
    pendingTtlMs: variables.told(TWO_FACTOR_SETTINGS.PENDING_SESSION_TTL),
    trustedDeviceTtlMs: variables.told(TWO_FACTOR_SETTINGS.TRUSTED_DEVICE_TTL),
  };
}

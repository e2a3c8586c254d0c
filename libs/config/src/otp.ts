import type { OtpConfiguration } from './configuration.js';
import { durationWithin, HOUR, lifetime, MINUTE } from './durations.js';
import { settings } from './settings.js';
import { integerWithin } from './values.js';
import type { Variables } from './variables.js';

export const OTP_SETTINGS = settings({
  OTP_TTL: { byDefault: '300s', as: durationWithin({ min: MINUTE, max: HOUR }), meaning: 'life of a code' },
  OTP_LENGTH: { byDefault: '6', as: integerWithin(4, 10), meaning: 'digits of a code' },
  OTP_MAX_ATTEMPTS: { byDefault: '3', as: integerWithin(1, 10), meaning: 'guesses that a code bears' },
  OTP_MAX_REQUESTS: { byDefault: '3', as: integerWithin(1, 100), meaning: 'codes that an identifier gets in an hour' },
  OTP_RESEND_COOLDOWN: { byDefault: '30s', as: lifetime(HOUR), meaning: 'the least time between two of them' },
});

/** Reads the life and the limits of one-time codes (docs/reference/contract.md#one-time-codes). */
export function readOtp(variables: Variables): OtpConfiguration {
  return {
    ttlMs: variables.told(OTP_SETTINGS.OTP_TTL),
    length: variables.told(OTP_SETTINGS.OTP_LENGTH),
    maxAttempts: variables.told(OTP_SETTINGS.OTP_MAX_ATTEMPTS),
    maxRequests: variables.told(OTP_SETTINGS.OTP_MAX_REQUESTS),
    resendCooldownMs: variables.told(OTP_SETTINGS.OTP_RESEND_COOLDOWN),
  };
}

import type { OtpConfiguration } from './configuration.js';
import { durationWithin } from './durations.js';
import { integerWithin } from './values.js';
import type { Variables } from './variables.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Reads the life and the limits of one-time codes (docs/reference/contract.md#one-time-codes). */
export function readOtp(variables: Variables): OtpConfiguration {
  return {
    ttlMs: variables.read('OTP_TTL', 5 * MINUTE, durationWithin({ min: MINUTE, max: HOUR }), '300s'),
    length: variables.read('OTP_LENGTH', 6, integerWithin(4, 10), '6'),
    maxAttempts: variables.read('OTP_MAX_ATTEMPTS', 3, integerWithin(1, 10), '3'),
    maxRequests: variables.read('OTP_MAX_REQUESTS', 3, integerWithin(1, 100), '3'),
    resendCooldownMs: variables.read('OTP_RESEND_COOLDOWN', 30 * SECOND, durationWithin({ min: SECOND, max: HOUR }), '30s'),
  };
}

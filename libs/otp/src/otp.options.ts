import type { SecretKeys } from '@castellan/common';

/** What `OtpModule.forRoot` needs; what is left out is as the constants say that stand beside each rule. Times are milliseconds. */
export interface OtpOptions {
  readonly secretKeys: SecretKeys;
  /** Life of a code: `OTP_TTL_MS`. */
  readonly ttlMs?: number;
  /** Digits of a code, 4 to 10: `OTP_LENGTH`. */
  readonly length?: number;
  /** Guesses that a code bears; the last of them may still be right: `OTP_MAX_ATTEMPTS`. */
  readonly maxAttempts?: number;
  /** Codes that one identifier gets for one purpose in an hour: `OTP_MAX_REQUESTS`. */
  readonly maxRequests?: number;
  /** The least time between two of them: `OTP_RESEND_COOLDOWN_MS`. */
  readonly resendCooldownMs?: number;
}

/** The options as they hold. */
export type OtpRules = Required<OtpOptions>;

export const OTP_OPTIONS = Symbol('OTP_OPTIONS');

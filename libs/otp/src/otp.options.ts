import type { SecretKeys } from '@castellan/common';

/** What `OtpModule.forRoot` needs. Times are milliseconds. */
export interface OtpOptions {
  readonly secretKeys: SecretKeys;
  /** Life of a code. */
  readonly ttlMs: number;
  /** Digits of a code, 4 to 10. */
  readonly length: number;
  /** Guesses that a code bears; the last of them may still be right. */
  readonly maxAttempts: number;
  /** Codes that one identifier gets for one purpose in an hour. */
  readonly maxRequests: number;
  /** The least time between two of them. */
  readonly resendCooldownMs: number;
}

export const OTP_OPTIONS = Symbol('OTP_OPTIONS');

import { Allowances, throttledFor } from '@castellan/limits';
import { Inject, Injectable } from '@nestjs/common';
import { CodeHasher } from './code-hasher.js';
import { OTP_OPTIONS } from './otp.options.js';
import type { OtpRules } from './otp.options.js';
import type { OtpSubject } from './otp-subject.js';

const HOUR_MS = 3_600_000;

/** Codes that one identifier gets for one purpose in an hour, where the host does not tell. */
export const OTP_MAX_REQUESTS = 3;
/** The least time between two of them. */
export const OTP_RESEND_COOLDOWN_MS = 30_000;

/**
 * How often an identifier may ask for a code. It knows identifiers only, by keyed hashes: an unknown one is answered as
 * a known one because nothing here could tell them apart.
 */
@Injectable()
export class RequestAllowance {
  constructor(
    private readonly allowances: Allowances,
    private readonly hashes: CodeHasher,
    @Inject(OTP_OPTIONS) private readonly options: OtpRules,
  ) {}

  /**
   * Takes one request. Of all that come at once one wins the pause between two codes, and only the winner is counted against the hour,
   * so a refused request costs nothing. The last one of the hour makes the pause last until the hour is over: every refusal
   * names the moment from which a request will do.
   * @throws Throttled with `retryAfter`; Unavailable when the store is away
   */
  async take(subject: OtpSubject): Promise<void> {
    const key = `otp:${subject.purpose}:${this.hashes.identifier(subject).toString('base64url')}`;
    const pause = { name: `${key}:pause`, uses: 1, windowMs: this.options.resendCooldownMs };
    const { ttlMs } = await this.allowances.demand(pause);
    const hour = await this.allowances.take({ name: `${key}:hour`, uses: this.options.maxRequests, windowMs: HOUR_MS });
    if (hour.left === 0 && hour.ttlMs > ttlMs) await this.allowances.exhaust(pause, hour.ttlMs);
    if (hour.isOver) throw throttledFor(hour.ttlMs);
  }
}

import { Throttled } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { CodeHasher } from './code-hasher.js';
import { OTP_OPTIONS } from './otp.options.js';
import type { OtpOptions } from './otp.options.js';
import type { OtpSubject } from './otp-subject.js';

const HOUR_MS = 3_600_000;

/**
 * How often an identifier may ask for a code (contract §4). It knows identifiers only, by keyed hashes: an unknown one is answered as
 * a known one because nothing here could tell them apart.
 */
@Injectable()
export class RequestAllowance {
  constructor(
    private readonly store: EphemeralStore,
    private readonly hashes: CodeHasher,
    @Inject(OTP_OPTIONS) private readonly options: OtpOptions,
  ) {}

  /**
   * Takes one request. Of all that come at once one wins the pause between two codes, and only the winner is counted against the hour,
   * so a refused request costs nothing. The last one of the hour makes the pause last until the hour is over: every refusal
   * names the moment from which a request will do.
   * @throws Throttled with `retryAfter`; Unavailable when the store is away
   */
  async take(subject: OtpSubject): Promise<void> {
    const key = `otp:${subject.purpose}:${this.hashes.identifier(subject).toString('base64url')}`;
    const pause = await this.store.increment(`${key}:pause`, this.options.resendCooldownMs);
    if (pause.count > 1) throw refusal(pause.ttlMs);
    const hour = await this.store.increment(`${key}:hour`, HOUR_MS);
    if (hour.count >= this.options.maxRequests && hour.ttlMs > pause.ttlMs) await this.store.set(`${key}:pause`, '1', hour.ttlMs);
    if (hour.count > this.options.maxRequests) throw refusal(hour.ttlMs);
  }
}

function refusal(ttlMs: number): Throttled {
  return new Throttled({ retryAfter: Math.max(1, Math.ceil(ttlMs / 1000)) });
}

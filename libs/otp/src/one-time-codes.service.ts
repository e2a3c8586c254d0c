import { Clock, randomDigits, readTypedCode, ValidationFailed } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { CodeHasher } from './code-hasher.js';
import { OneTimeCodesRepository } from './one-time-codes.repository.js';
import type { CodeVerdict } from './one-time-codes.repository.js';
import { OTP_OPTIONS } from './otp.options.js';
import type { OtpRules } from './otp.options.js';
import type { OtpSubject } from './otp-subject.js';
import { RequestAllowance } from './request-allowance.js';

/** Life of a code, where the host does not tell (NIST SP 800-63B-4 §3.1.3.2: at most ten minutes). */
export const OTP_TTL_MS = 5 * 60_000;
/** Digits of a code. */
export const OTP_LENGTH = 6;
/** Guesses that a code bears: three at a million codes. */
export const OTP_MAX_ATTEMPTS = 3;

/** A code in the only moment it can be read: whoever asked for it sends it. */
export interface IssuedCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** One-time codes for an identifier and a purpose. Knows identifiers, not users: who they belong to is the caller's. */
@Injectable()
export class OneTimeCodes {
  constructor(
    private readonly codes: OneTimeCodesRepository,
    private readonly hashes: CodeHasher,
    private readonly allowance: RequestAllowance,
    private readonly clock: Clock,
    @Inject(OTP_OPTIONS) private readonly options: OtpRules,
  ) {}

  /** Whole minutes that a code lives, for the message that carries it. */
  get minutes(): number {
    return Math.floor(this.options.ttlMs / 60_000);
  }

  /**
   * Makes a code; the one before it, and what was left of its attempts, ends. Joins the open transaction, so that code and message are
   * committed together; what the limits counted stays counted.
   * @throws Throttled with `retryAfter` in seconds; Unavailable when the store of the limits is away
   */
  async requestOtp(subject: OtpSubject): Promise<IssuedCode> {
    await this.allowance.take(subject);
    const code = randomDigits(this.options.length);
    const expiresAt = this.clock.in(this.options.ttlMs);
    const [current] = this.hashes.all(subject, code);
    const formerIdentifierHashes = this.hashes.formerIdentifiers(subject);
    await this.codes.replace({ ...current!, formerIdentifierHashes, purpose: subject.purpose, expiresAt }, this.clock.now());
    return { code, expiresAt };
  }

  /**
   * What has not the form of a code, however it was typed, is refused before it costs a guess.
   * @throws ValidationFailed under the client's field
   */
  demandForm(typed: string, field: string): void {
    const { length } = this.options;
    if (new RegExp(`^[0-9]{${String(length)}}$`).test(readTypedCode(typed))) return;
    throw new ValidationFailed({ errors: { [field]: [`Enter the ${String(length)} digits of the code.`] } });
  }

  /**
   * Spends an attempt, and the code when it is right: true once; blanks, dashes and the script of its digits do not matter. False for a
   * wrong, used, replaced or expired code, after the last attempt, and when none was asked for. Do not throw on false inside of a transaction: the rollback would give the attempt back.
   */
  async verifyOtp(guess: OtpSubject & { readonly code: string }): Promise<boolean> {
    return (await this.checkOtp(guess)) === 'right';
  }

  /** The same, telling a wrong code from none that could be right: one that was never asked for, is used, expired, or out of attempts. */
  checkOtp({ code, ...subject }: OtpSubject & { readonly code: string }): Promise<CodeVerdict> {
    return this.codes.attempt(this.hashes.all(subject, readTypedCode(code)), subject.purpose, this.options.maxAttempts, this.clock.now());
  }

  /** Every code of the identifier is over, whatever it was for. Joins the open transaction. */
  discard(identifier: string): Promise<void> {
    return this.codes.deleteOf(this.hashes.everyIdentifier(identifier));
  }

  /** Deletes the codes that expired before the moment; gives their number. */
  deleteExpired(before: Date): Promise<number> {
    return this.codes.deleteExpired(before);
  }
}

import { withDefaults } from '@castellan/common';
import type { DefaultsOf } from '@castellan/common';
import { LimitsModule } from '@castellan/limits';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CodeHasher } from './code-hasher.js';
import { OneTimeCodeList } from './one-time-code-list.js';
import { OneTimeCodesRepository } from './one-time-codes.repository.js';
import { OneTimeCodes, OTP_LENGTH, OTP_MAX_ATTEMPTS, OTP_TTL_MS } from './one-time-codes.service.js';
import { OTP_OPTIONS } from './otp.options.js';
import type { OtpOptions } from './otp.options.js';
import { OTP_MAX_REQUESTS, OTP_RESEND_COOLDOWN_MS, RequestAllowance } from './request-allowance.js';

/** What holds where the host tells nothing. */
export const OTP_DEFAULTS: DefaultsOf<OtpOptions> = {
  ttlMs: OTP_TTL_MS,
  length: OTP_LENGTH,
  maxAttempts: OTP_MAX_ATTEMPTS,
  maxRequests: OTP_MAX_REQUESTS,
  resendCooldownMs: OTP_RESEND_COOLDOWN_MS,
};

/** One-time codes. Needs the global `DataModule`. Exports `OneTimeCodes`. */
@Module({})
export class OtpModule {
  static forRoot(options: OtpOptions): DynamicModule {
    return {
      module: OtpModule,
      imports: [LimitsModule],
      providers: [
        { provide: OTP_OPTIONS, useValue: withDefaults(OTP_DEFAULTS, options) },
        CodeHasher,
        OneTimeCodesRepository,
        RequestAllowance,
        OneTimeCodeList,
        OneTimeCodes,
      ],
      exports: [OneTimeCodes, OneTimeCodeList],
    };
  }
}

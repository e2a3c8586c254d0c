import { LimitsModule } from '@castellan/limits';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CodeHasher } from './code-hasher.js';
import { OneTimeCodeList } from './one-time-code-list.js';
import { OneTimeCodesRepository } from './one-time-codes.repository.js';
import { OneTimeCodes } from './one-time-codes.service.js';
import { OTP_OPTIONS } from './otp.options.js';
import type { OtpOptions } from './otp.options.js';
import { RequestAllowance } from './request-allowance.js';

/** One-time codes. Needs the global `DataModule`. Exports `OneTimeCodes`. */
@Module({})
export class OtpModule {
  static forRoot(options: OtpOptions): DynamicModule {
    return {
      module: OtpModule,
      imports: [LimitsModule],
      providers: [
        { provide: OTP_OPTIONS, useValue: options },
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

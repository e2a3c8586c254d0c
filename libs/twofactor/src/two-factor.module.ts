import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { BackupCodesRepository } from './backup-codes/backup-codes.repository.js';
import { BackupCodes } from './backup-codes/backup-codes.service.js';
import { Enrolment } from './enrolment.service.js';
import { TWO_FACTOR_OPTIONS } from './options.js';
import type { TwoFactorOptions } from './options.js';
import { TotpSecrets } from './totp/totp-secrets.service.js';
import { TwoFactorRepository } from './totp/two-factor.repository.js';
import { TwoFactor } from './two-factor.service.js';
import { SealedCodes } from './backup-codes/sealed-codes.service.js';
import { PortedTwoFactorRepository } from './porting/ported-two-factor.repository.js';
import { TwoFactorPorting } from './porting/two-factor-porting.service.js';

/** Second factors by user id. Needs the global `DataModule`. Exports `TwoFactor` and `TwoFactorPorting`. */
@Module({})
export class TwoFactorModule {
  static forRoot(options: TwoFactorOptions): DynamicModule {
    if (options.issuer.includes(':')) throw new Error('The issuer must hold no colon: authenticator apps end the name there.');
    return {
      module: TwoFactorModule,
      providers: [
        { provide: TWO_FACTOR_OPTIONS, useValue: options },
        TwoFactorRepository,
        BackupCodesRepository,
        TotpSecrets,
        BackupCodes,
        SealedCodes,
        PortedTwoFactorRepository,
        TwoFactorPorting,
        Enrolment,
        TwoFactor,
      ],
      exports: [TwoFactor, TwoFactorPorting],
    };
  }
}

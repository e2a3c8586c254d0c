import { SecretKeys } from '@castellan/common';
import { DataModule } from '@castellan/data';
import type { DataOptions } from '@castellan/data';
import { TwoFactor, TwoFactorModule } from '@castellan/twofactor';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';
import { Injectable, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

@Injectable()
export class SecondFactor {
  constructor(private readonly twoFactor: TwoFactor) {}

  /** Make a secret and show it: `qrCode` goes into the `src` of an image, which the user scans with an authenticator app. */
  async begin(userId: string, email: string) {
    const secret = await this.twoFactor.generateSecretKey(userId);
    return { secret, qrCode: await this.twoFactor.userQr(email, secret) };
  }

  /** Verify the first code of the app, and enable. The backup codes can be shown now and never again. */
  async finish(userId: string, code: string) {
    if (!(await this.twoFactor.verifyToken(userId, code))) return { error: 'The code is wrong or has expired.' };
    return { backupCodes: await this.twoFactor.enable(userId, code) };
  }

  /** At a sign-in, after the password: a code of the app or a backup code, each of them once. */
  async isProven(userId: string, code: string) {
    return (await this.twoFactor.verify(userId, code)) !== null;
  }
}

@Module({})
export class SecondFactorModule {
  static forRoot(database: DataOptions['database'], secretKey: string): DynamicModule {
    return {
      module: SecondFactorModule,
      imports: [
        DataModule.forRoot({ database, redisUrl: null, tables: [TWOFACTOR_TABLES] }),
        TwoFactorModule.forRoot({ secretKeys: new SecretKeys([secretKey]), issuer: 'Example', backupCodes: 10 }),
      ],
      providers: [SecondFactor],
      exports: [SecondFactor],
    };
  }
}

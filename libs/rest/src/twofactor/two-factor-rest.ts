import { BackupCodesController } from './backup-codes.controller.js';
import { PendingSignInController } from './pending-sign-in.controller.js';
import { SecondSteps } from './second-steps.js';
import { TwoFactorEnabling } from './two-factor-enabling.js';
import { TwoFactorController } from './two-factor.controller.js';
import { VerifyLoginController } from './verify-login.controller.js';

/** The routes of second factors, for `RestModule.forRoot`. */
export const TWO_FACTOR_REST = {
  controllers: [TwoFactorController, VerifyLoginController, PendingSignInController, BackupCodesController],
  providers: [SecondSteps, TwoFactorEnabling],
};

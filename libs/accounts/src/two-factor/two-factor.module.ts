import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { LinksModule } from '../links/links.module.js';
import { OneTimeCodesModule } from '../otp/otp.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { CodeProof } from './code-proof.service.js';
import { FactorBinding } from './factor-binding.service.js';
import { GuessedSignIns } from './guessed-sign-ins.service.js';
import { OwnBackupCodes } from './own-backup-codes.service.js';
import { OwnCode } from './own-code.service.js';
import { OwnTwoFactor } from './own-two-factor.service.js';
import { RemainingFactors } from './remaining-factors.service.js';
import { SecondFactorCheck } from './second-factor-check.service.js';
import { SecondFactorSwitch } from './second-factor-switch.service.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';
import { TwoFactorEnrolment } from './two-factor-enrolment.service.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';
import { TwoFactorRemoval } from './two-factor-removal.service.js';

/** The second factor of an account: set up, checked, removed. */
@Module({
  imports: [DevicesModule, EventsModule, FactorsModule, LinksModule, OneTimeCodesModule, PasswordsModule, SessionsModule, UsersModule],
  providers: [
    CodeProof,
    FactorBinding,
    GuessedSignIns,
    OwnBackupCodes,
    OwnCode,
    OwnTwoFactor,
    RemainingFactors,
    SecondFactorCheck,
    SecondFactorSwitch,
    TwoFactorChanges,
    TwoFactorEnrolment,
    TwoFactorNotices,
    TwoFactorRemoval,
  ],
  exports: [
    FactorBinding,
    GuessedSignIns,
    OwnBackupCodes,
    OwnCode,
    OwnTwoFactor,
    RemainingFactors,
    SecondFactorCheck,
    SecondFactorSwitch,
    TwoFactorChanges,
    TwoFactorEnrolment,
    TwoFactorNotices,
    TwoFactorRemoval,
  ],
})
export class SecondFactorsModule {}

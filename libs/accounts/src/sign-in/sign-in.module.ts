import { Module } from '@nestjs/common';
import { BansModule } from '../bans/bans.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { LinksModule } from '../links/links.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { UsersModule } from '../users/users.module.js';
import { PasswordProof } from './password-proof.service.js';
import { PasswordSignIn } from './password-sign-in.service.js';
import { PendingCodes } from './pending-codes.service.js';
import { PendingSignIns } from './pending-sign-ins.service.js';
import { SecondFactorDemand } from './second-factor-demand.service.js';
import { SecondFactorSignIn } from './second-factor-sign-in.service.js';
import { SignIn } from './sign-in.service.js';
import { SignInConfirmation } from './sign-in-confirmation.service.js';
import { SignInRecords } from './sign-in-records.service.js';
import { NewDeviceMail } from './new-device-mail.service.js';

/** The one door: first factor, second factor, session. */
@Module({
  imports: [
    BansModule,
    DevicesModule,
    EventsModule,
    FactorsModule,
    LinksModule,
    PasswordsModule,
    RegistrationModule,
    SessionsModule,
    SecondFactorsModule,
    UsersModule,
  ],
  providers: [
    NewDeviceMail,
    PasswordProof,
    PasswordSignIn,
    PendingCodes,
    PendingSignIns,
    SecondFactorDemand,
    SecondFactorSignIn,
    SignIn,
    SignInConfirmation,
    SignInRecords,
  ],
  exports: [NewDeviceMail, PasswordProof, PasswordSignIn, PendingCodes, PendingSignIns, SecondFactorSignIn, SignIn, SignInConfirmation],
})
export class SignInModule {}

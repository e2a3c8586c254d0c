import { WAYS_IN } from '../invalidation/way-in.js';
import type { WayIn } from '../invalidation/way-in.js';
import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { LinksModule } from '../links/links.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountRecovery } from './account-recovery.service.js';
import { Eviction } from './eviction.service.js';
import { FormerAddress } from './former-address.service.js';
import { IdentityWayIn } from './identity-way-in.service.js';
import { PasswordReset } from './password-reset.service.js';
import { PasskeyWayIn } from './passkey-way-in.service.js';
import { MachineWayIn } from './machine-way-in.service.js';
import { PhoneWayIn } from './phone-way-in.service.js';
import { SecondFactorWayIn } from './second-factor-way-in.service.js';
import { SignInReport } from './sign-in-report.service.js';

/** A new kind of way in is one more line here; two-step sign-in comes after all that may be a second factor. */
const KINDS_OF_WAYS_IN = [PasskeyWayIn, IdentityWayIn, SecondFactorWayIn, PhoneWayIn, MachineWayIn];

/** The ways back into an account, and what they take away from others. */
@Module({
  imports: [
    DevicesModule,
    EventsModule,
    InvalidationModule,
    LinksModule,
    PasswordsModule,
    RegistrationModule,
    SecondFactorsModule,
    SessionsModule,
    UsersModule,
  ],
  providers: [
    AccountRecovery,
    Eviction,
    FormerAddress,
    PasswordReset,
    SignInReport,
    ...KINDS_OF_WAYS_IN,
    { provide: WAYS_IN, useFactory: (...ways: readonly WayIn[]) => ways, inject: KINDS_OF_WAYS_IN },
  ],
  exports: [AccountRecovery, PasswordReset, SignInReport],
})
export class RecoveryModule {}

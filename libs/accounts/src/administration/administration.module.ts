import { Module } from '@nestjs/common';
import { ClaimsModule } from '../claims/claims.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { AccountIdentitiesModule } from '../identities/identities.module.js';
import { AccountPasskeysModule } from '../passkeys/passkeys.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountCreation } from './account-creation.service.js';
import { AccountDeletion } from './account-deletion.service.js';
import { AccountStatus } from './account-status.service.js';
import { AccountSupport } from './account-support.service.js';
import { AccountUnlocking } from './account-unlocking.service.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import { Idempotency } from './idempotency.service.js';
import { IdempotentAnswersRepository } from './idempotent-answers.repository.js';
import { IdentityRemoval } from './identity-removal.service.js';
import { Lockouts } from './lockouts.service.js';
import { OperatorGate } from './operator-gate.service.js';
import { PasskeyRemoval } from './passkey-removal.service.js';
import { PasswordAssignment } from './password-assignment.service.js';
import { ProfileModeration } from './profile-moderation.service.js';
import { SessionRevocation } from './session-revocation.service.js';
import { StaffOperators } from './staff-operators.service.js';
import { StaffSessionsRepository } from './staff-sessions.repository.js';
import { StatusEffects } from './status-effects.service.js';
import { Superusers } from './superusers.service.js';
import { SuperusersRepository } from './superusers.repository.js';
import { TwoFactorReset } from './two-factor-reset.service.js';
import { UserDirectory } from './user-directory.service.js';

/** What operators do to accounts, at the panel, by the command line, or in the code of a host. */
@Module({
  imports: [
    AccountIdentitiesModule,
    AccountPasskeysModule,
    ClaimsModule,
    DevicesModule,
    EventsModule,
    PasswordsModule,
    RegistrationModule,
    SessionsModule,
    SecondFactorsModule,
    UsersModule,
  ],
  providers: [
    AccountCreation,
    AccountDeletion,
    AccountStatus,
    AccountSupport,
    AccountUnlocking,
    AdministeredUsersRepository,
    Idempotency,
    IdempotentAnswersRepository,
    IdentityRemoval,
    Lockouts,
    OperatorGate,
    PasskeyRemoval,
    PasswordAssignment,
    ProfileModeration,
    SessionRevocation,
    StaffOperators,
    StaffSessionsRepository,
    StatusEffects,
    Superusers,
    SuperusersRepository,
    TwoFactorReset,
    UserDirectory,
  ],
  exports: [
    AccountCreation,
    AccountDeletion,
    AccountStatus,
    AccountSupport,
    AccountUnlocking,
    Idempotency,
    IdentityRemoval,
    OperatorGate,
    PasskeyRemoval,
    PasswordAssignment,
    ProfileModeration,
    SessionRevocation,
    StaffOperators,
    StatusEffects,
    Superusers,
    TwoFactorReset,
    UserDirectory,
  ],
})
export class AdministrationModule {}

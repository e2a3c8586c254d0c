import { Module } from '@nestjs/common';
import { ClaimsModule } from '../claims/claims.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { LinksModule } from '../links/links.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { PendingRegistrationsModule } from '../pending-registrations/pending-registrations.module.js';
import { UsersModule } from '../users/users.module.js';
import { AddressProof } from './address-proof.service.js';
import { EmailVerification } from './email-verification.service.js';
import { LinkProof } from './link-proof.service.js';
import { NewUsersRepository } from './new-users.repository.js';
import { ProviderProof } from './provider-proof.service.js';
import { Registering } from './registering.service.js';
import { RegistrationChoice } from './registration-choice.service.js';
import { Registrations } from './registrations.service.js';
import { SignUp } from './sign-up.service.js';
import { SignUpForce } from './sign-up-force.service.js';
import { SignUpNotices } from './sign-up-notices.service.js';
import { UnprovenErasure } from './unproven-erasure.service.js';
import { UnprovenUsersRepository } from './unproven-users.repository.js';
import { UserCreation } from './user-creation.service.js';
import { UsernameClaims } from './username-claims.service.js';
import { VerificationResending } from './verification-resending.service.js';
import { EarlierFactors } from './earlier-factors.service.js';

/** How accounts are made, and how addresses are proven. */
@Module({
  imports: [
    ClaimsModule,
    DevicesModule,
    EventsModule,
    InvalidationModule,
    LinksModule,
    PasswordsModule,
    PendingRegistrationsModule,
    UsersModule,
  ],
  providers: [
    EarlierFactors,
    AddressProof,
    EmailVerification,
    LinkProof,
    NewUsersRepository,
    ProviderProof,
    Registering,
    RegistrationChoice,
    Registrations,
    SignUp,
    SignUpForce,
    SignUpNotices,
    UnprovenErasure,
    UnprovenUsersRepository,
    UserCreation,
    UsernameClaims,
    VerificationResending,
  ],
  exports: [
    AddressProof,
    EmailVerification,
    ProviderProof,
    Registering,
    Registrations,
    SignUp,
    SignUpNotices,
    UnprovenErasure,
    UserCreation,
    VerificationResending,
  ],
})
export class RegistrationModule {}

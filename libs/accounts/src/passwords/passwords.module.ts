import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { InvalidationModule } from '../invalidation/invalidation.module.js';
import { LinksModule } from '../links/links.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { HashingPool } from './hashing-pool.js';
import { KnownBreaches } from './known-breaches.service.js';
import { NewPassword } from './new-password.service.js';
import { OlderWays } from './older-ways.service.js';
import { OwnPassword } from './own-password.service.js';
import { PasswordAttempts } from './password-attempts.service.js';
import { PasswordChange } from './password-change.service.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordPolicy } from './password-policy.js';
import { PasswordReplacement } from './password-replacement.service.js';
import { PasswordReproof } from './password-reproof.service.js';
import { PasswordResetLink } from './password-reset-link.service.js';
import { PasswordResetRequest } from './password-reset-request.service.js';

/** Passwords: hashed, checked, changed, asked to be reset. */
@Module({
  imports: [DevicesModule, EventsModule, InvalidationModule, LinksModule, SessionsModule, UsersModule],
  providers: [
    HashingPool,
    KnownBreaches,
    NewPassword,
    OlderWays,
    OwnPassword,
    PasswordAttempts,
    PasswordChange,
    PasswordHasher,
    PasswordPolicy,
    PasswordReplacement,
    PasswordReproof,
    PasswordResetLink,
    PasswordResetRequest,
  ],
  exports: [
    NewPassword,
    OwnPassword,
    PasswordAttempts,
    PasswordChange,
    PasswordHasher,
    PasswordPolicy,
    PasswordReplacement,
    PasswordResetLink,
    PasswordResetRequest,
  ],
})
export class PasswordsModule {}

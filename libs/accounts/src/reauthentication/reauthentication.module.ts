import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { OneTimeCodesModule } from '../otp/otp.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { SecondFactorsModule } from '../two-factor/two-factor.module.js';
import { Reauthentication } from './reauthentication.service.js';

/** Signed-in users prove anew who they are. */
@Module({
  imports: [EventsModule, OneTimeCodesModule, PasswordsModule, SessionsModule, SecondFactorsModule],
  providers: [Reauthentication],
  exports: [Reauthentication],
})
export class ReauthenticationModule {}

import { Module } from '@nestjs/common';
import { BansModule } from '../bans/bans.module.js';
import { EventsModule } from '../events/events.module.js';
import { LinksModule } from '../links/links.module.js';
import { OneTimeCodesModule } from '../otp/otp.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { UsersModule } from '../users/users.module.js';
import { CodeHolders } from './code-holders.service.js';
import { OtpRequest } from './otp-request.service.js';
import { OtpSignIn } from './otp-sign-in.service.js';
import { OtpSources } from './otp-sources.js';

/** Signing in, and up, by a one-time code. */
@Module({
  imports: [BansModule, EventsModule, LinksModule, OneTimeCodesModule, RegistrationModule, SignInModule, UsersModule],
  providers: [CodeHolders, OtpRequest, OtpSignIn, OtpSources],
  exports: [OtpRequest, OtpSignIn],
})
export class OtpSignInModule {}

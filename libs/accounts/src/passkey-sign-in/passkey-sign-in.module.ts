import { Module } from '@nestjs/common';
import { BansModule } from '../bans/bans.module.js';
import { EventsModule } from '../events/events.module.js';
import { AccountPasskeysModule } from '../passkeys/passkeys.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { UsersModule } from '../users/users.module.js';
import { PasskeySignIn } from './passkey-sign-in.service.js';
import { PendingPasskeys } from './pending-passkeys.service.js';

/** Signing in by a passkey, alone or as the second step. */
@Module({
  imports: [AccountPasskeysModule, BansModule, EventsModule, SignInModule, UsersModule],
  providers: [PasskeySignIn, PendingPasskeys],
  exports: [PasskeySignIn, PendingPasskeys],
})
export class PasskeySignInModule {}

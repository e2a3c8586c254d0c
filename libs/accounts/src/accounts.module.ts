import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AccountsFoundation } from './accounts-foundation.module.js';
import type { AccountsModuleOptions } from './accounts-foundation.module.js';
import { AdministrationModule } from './administration/administration.module.js';
import { BansModule } from './bans/bans.module.js';
import { ClaimsModule } from './claims/claims.module.js';
import { CleanupModule } from './cleanup/cleanup.module.js';
import { ClosingModule } from './closing/closing.module.js';
import { DevicesModule } from './devices/devices.module.js';
import { EmailChangeModule } from './email-change/email-change.module.js';
import { EventsModule } from './events/events.module.js';
import { FactorsModule } from './factors/factors.module.js';
import { FederatedSignInModule } from './federated-sign-in/federated-sign-in.module.js';
import { AccountIdentitiesModule } from './identities/identities.module.js';
import { InvalidationModule } from './invalidation/invalidation.module.js';
import { LinksModule } from './links/links.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OneTimeCodesModule } from './otp/otp.module.js';
import { OtpSignInModule } from './otp-sign-in/otp-sign-in.module.js';
import { PasskeySignInModule } from './passkey-sign-in/passkey-sign-in.module.js';
import { AccountPasskeysModule } from './passkeys/passkeys.module.js';
import { PasswordsModule } from './passwords/passwords.module.js';
import { PendingRegistrationsModule } from './pending-registrations/pending-registrations.module.js';
import { AccountPortingModule } from './porting/porting.module.js';
import { PhonesModule } from './phones/phones.module.js';
import { OwnProfileModule } from './profile/profile.module.js';
import { ReauthenticationModule } from './reauthentication/reauthentication.module.js';
import { RecoveryModule } from './recovery/recovery.module.js';
import { RegistrationModule } from './registration/registration.module.js';
import { RevocationsModule } from './revocations/revocations.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { SourceQualityModule } from './source-quality/source-quality.module.js';
import { PanelSignInModule } from './panel-sign-in/panel-sign-in.module.js';
import { SecondFactorsModule } from './two-factor/two-factor.module.js';
import { UsersModule } from './users/users.module.js';

const ROOMS = [
  AccountIdentitiesModule,
  AccountPasskeysModule,
  AdministrationModule,
  BansModule,
  ClaimsModule,
  CleanupModule,
  ClosingModule,
  DevicesModule,
  EmailChangeModule,
  EventsModule,
  FactorsModule,
  FederatedSignInModule,
  InvalidationModule,
  LinksModule,
  MonitoringModule,
  OneTimeCodesModule,
  OtpSignInModule,
  OwnProfileModule,
  PasskeySignInModule,
  PasswordsModule,
  PendingRegistrationsModule,
  AccountPortingModule,
  PhonesModule,
  ReauthenticationModule,
  RecoveryModule,
  RegistrationModule,
  RevocationsModule,
  SecondFactorsModule,
  SessionsModule,
  SignInModule,
  SourceQualityModule,
  PanelSignInModule,
  UsersModule,
];

/** Users, passwords, the one sign-in door, sessions, devices, and everything else of accounts. Gives on what it was given to import. */
@Module({})
export class AccountsModule {
  static forRoot(options: AccountsModuleOptions): DynamicModule {
    return {
      module: AccountsModule,
      imports: [AccountsFoundation.forRoot(options), ...options.imports, ...ROOMS],
      exports: [...options.imports, ...ROOMS],
    };
  }
}

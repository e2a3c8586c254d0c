import { ACCESS_OPTIONS, KeySource, SessionState, TokenIssuer, TokenVerifier } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import { LogModule } from '@castellan/log';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { DevicesRepository } from './devices/devices.repository.js';
import { KnownDevices } from './devices/known-devices.service.js';
import { KeyRotation } from './keys/key-rotation.service.js';
import { SigningKeysRepository } from './keys/signing-keys.repository.js';
import { SigningKeys } from './keys/signing-keys.service.js';
import { ACCOUNTS_OPTIONS } from './options.js';
import type { AccountsOptions } from './options.js';
import { FailureBudget } from './passwords/failure-budget.service.js';
import { HashingPool } from './passwords/hashing-pool.js';
import { PasswordAttempts } from './passwords/password-attempts.service.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordPolicy } from './passwords/password-policy.js';
import { LiveSessionsRepository } from './sessions/live-sessions.repository.js';
import { LiveSessions } from './sessions/live-sessions.js';
import { ReuseDetection } from './sessions/reuse-detection.service.js';
import { SessionOpening } from './sessions/session-opening.service.js';
import { SessionRefresh } from './sessions/session-refresh.service.js';
import { SessionTokens } from './sessions/session-tokens.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SignOut } from './sessions/sign-out.service.js';
import { PasswordSignIn } from './sign-in/password-sign-in.service.js';
import { SignIn } from './sign-in/sign-in.service.js';
import { EmailVerification } from './sign-up/email-verification.service.js';
import { EmailVerificationTokensRepository } from './sign-up/email-verification-tokens.repository.js';
import { SignUpNotices } from './sign-up/sign-up-notices.service.js';
import { SignUp } from './sign-up/sign-up.service.js';
import { VerificationLink } from './sign-up/verification-link.service.js';
import { UsersRepository } from './users/users.repository.js';

export interface AccountsModuleOptions extends AccountsOptions {
  readonly access: AccessOptions;
  /** The module that provides `Notifications`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

const PROVIDERS = [
  TokenIssuer,
  TokenVerifier,
  UsersRepository,
  HashingPool,
  PasswordHasher,
  PasswordPolicy,
  FailureBudget,
  PasswordAttempts,
  EmailVerificationTokensRepository,
  VerificationLink,
  SignUpNotices,
  SignUp,
  EmailVerification,
  DevicesRepository,
  KnownDevices,
  SessionsRepository,
  SessionTokens,
  SessionOpening,
  LiveSessionsRepository,
  LiveSessions,
  ReuseDetection,
  SessionRefresh,
  SignOut,
  SignIn,
  PasswordSignIn,
  SigningKeysRepository,
  KeyRotation,
  SigningKeys,
];

/** Users, passwords, the one sign-in door, sessions, devices and signing keys. Fills the ports of `access`. */
@Module({})
export class AccountsModule {
  static forRoot({ access, imports, ...options }: AccountsModuleOptions): DynamicModule {
    return {
      module: AccountsModule,
      imports: [LogModule, ...imports],
      providers: [
        { provide: ACCOUNTS_OPTIONS, useValue: options },
        { provide: ACCESS_OPTIONS, useValue: access },
        { provide: KeySource, useExisting: SigningKeys },
        { provide: SessionState, useExisting: LiveSessions },
        ...PROVIDERS,
      ],
      exports: [
        KeySource,
        SessionState,
        LiveSessions,
        SigningKeys,
        KeyRotation,
        PasswordHasher,
        SignUp,
        EmailVerification,
        PasswordSignIn,
        SignOut,
        SessionRefresh,
      ],
    };
  }
}

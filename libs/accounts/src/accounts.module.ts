import { ACCESS_OPTIONS, SessionState, SigningKeySource, TokenIssuer, TokenVerifier, VerificationKeys } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import { LogModule } from '@castellan/log';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { CleanupRepository } from './cleanup/cleanup.repository.js';
import { Cleanup } from './cleanup/cleanup.service.js';
import { NeighbourCleanup } from './cleanup/neighbour-cleanup.service.js';
import { AccountClosing } from './closing/account-closing.service.js';
import { AccountErasure } from './closing/account-erasure.service.js';
import { AccountExport } from './closing/account-export.service.js';
import { AccountExportRepository } from './closing/account-export.repository.js';
import { TokenInvalidation } from './credentials/token-invalidation.service.js';
import { UserDevices } from './devices/user-devices.service.js';
import { EmailChange } from './email-change/email-change.service.js';
import { EmailChangeNotices } from './email-change/email-change-notices.service.js';
import { EmailChangeUndo } from './email-change/email-change-undo.service.js';
import { PendingEmails } from './email-change/pending-emails.js';
import { LinkAllowance } from './links/link-allowance.js';
import { OneTimeLinksRepository } from './links/one-time-links.repository.js';
import { OwnPassword } from './passwords/own-password.service.js';
import { PasswordChange } from './passwords/password-change.service.js';
import { PasswordReplacement } from './passwords/password-replacement.service.js';
import { PasswordReset } from './passwords/password-reset.service.js';
import { PasswordResetLink } from './passwords/password-reset-link.service.js';
import { PasswordResetRequest } from './passwords/password-reset-request.service.js';
import { PasswordResetTokensRepository } from './passwords/password-reset-tokens.repository.js';
import { OwnSessions } from './sessions/own-sessions.service.js';
import { UserSessions } from './sessions/user-sessions.service.js';
import { UserSessionsRepository } from './sessions/user-sessions.repository.js';
import { OwnAvatar } from './profile/own-avatar.service.js';
import { OwnProfile } from './profile/own-profile.service.js';
import { Reauthentication } from './sign-in/reauthentication.service.js';
import { SignInRecords } from './sign-in/sign-in-records.service.js';
import { SignInReport } from './sign-in/sign-in-report.service.js';
import { ClosingNotice } from './closing/closing-notice.service.js';
import { OneTimeLinks } from './links/one-time-links.service.js';
import { NewPassword } from './passwords/new-password.service.js';
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
import { GroupsRepository } from './permissions/groups.repository.js';
import { Groups } from './permissions/groups.service.js';
import { PermissionsRepository } from './permissions/permissions.repository.js';
import { Permissions } from './permissions/permissions.service.js';
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
import { SOURCE_EXPORTS, SOURCE_PROVIDERS } from './sources/source-providers.js';
import { AccountMaking } from './users/administration/account-making.service.js';
import { AdministeredUsersRepository } from './users/administration/administered-users.repository.js';
import { OperatorPassword } from './users/administration/operator-password.service.js';
import { SuperusersRepository } from './users/administration/superusers.repository.js';
import { Superusers } from './users/administration/superusers.service.js';
import { UserAdministration } from './users/administration/user-administration.service.js';
import { UserStanding } from './users/administration/user-standing.service.js';
import { NewUsersRepository } from './users/new-users.repository.js';
import { UserCreation } from './users/user-creation.service.js';
import { AddressProof } from './users/address-proof.service.js';
import { UsersRepository } from './users/users.repository.js';
import { PasswordResetTokens } from './passwords/password-reset-tokens.service.js';
import { PendingSignIns } from './sign-in/pending-sign-ins.service.js';
import { SecondFactorDemand } from './sign-in/second-factor-demand.service.js';
import { SecondFactorSignIn } from './sign-in/second-factor-sign-in.service.js';
import { OwnBackupCodes } from './two-factor/own-backup-codes.service.js';
import { OwnCode } from './two-factor/own-code.service.js';
import { SecondFactorCheck } from './two-factor/second-factor-check.service.js';
import { TwoFactorChanges } from './two-factor/two-factor-changes.service.js';
import { TwoFactorEnrolment } from './two-factor/two-factor-enrolment.service.js';
import { TwoFactorNotices } from './two-factor/two-factor-notices.service.js';
import { TwoFactorRemoval } from './two-factor/two-factor-removal.service.js';
import { TwoFactorReset } from './two-factor/two-factor-reset.service.js';

export interface AccountsModuleOptions extends AccountsOptions {
  readonly access: AccessOptions;
  /** The modules that provide `Notifications`, `TwoFactor`, `OneTimeCodes`, and `Profiles` with `Avatars`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

const PROVIDERS = [
  OwnAvatar,
  OwnProfile,
  AddressProof,
  PasswordResetTokens,
  PendingSignIns,
  SecondFactorDemand,
  SecondFactorSignIn,
  OwnBackupCodes,
  OwnCode,
  SecondFactorCheck,
  TwoFactorChanges,
  TwoFactorEnrolment,
  TwoFactorNotices,
  TwoFactorRemoval,
  TwoFactorReset,
  ClosingNotice,
  LinkAllowance,
  OneTimeLinks,
  NewPassword,
  CleanupRepository,
  NeighbourCleanup,
  Cleanup,
  AccountClosing,
  AccountErasure,
  AccountExport,
  AccountExportRepository,
  TokenInvalidation,
  UserDevices,
  EmailChange,
  EmailChangeNotices,
  EmailChangeUndo,
  PendingEmails,
  OneTimeLinksRepository,
  OwnPassword,
  PasswordChange,
  PasswordReplacement,
  PasswordReset,
  PasswordResetLink,
  PasswordResetRequest,
  PasswordResetTokensRepository,
  OwnSessions,
  UserSessions,
  UserSessionsRepository,
  Reauthentication,
  SignInRecords,
  SignInReport,
  TokenIssuer,
  TokenVerifier,
  UsersRepository,
  ...SOURCE_PROVIDERS,
  NewUsersRepository,
  UserCreation,
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
  PermissionsRepository,
  Permissions,
  GroupsRepository,
  Groups,
  SuperusersRepository,
  Superusers,
  AdministeredUsersRepository,
  AccountMaking,
  OperatorPassword,
  UserStanding,
  UserAdministration,
];

const EXPORTS = [
  OwnAvatar,
  OwnProfile,
  SecondFactorSignIn,
  OwnBackupCodes,
  TwoFactorEnrolment,
  TwoFactorRemoval,
  TwoFactorReset,
  Permissions,
  Groups,
  UserAdministration,
  UserCreation,
  ...SOURCE_EXPORTS,
  VerificationKeys,
  SessionState,
  LiveSessions,
  SigningKeys,
  KeyRotation,
  PasswordHasher,
  PasswordChange,
  PasswordReset,
  PasswordResetRequest,
  EmailChange,
  EmailChangeUndo,
  UserSessions,
  UserDevices,
  Reauthentication,
  SignInReport,
  AccountClosing,
  AccountErasure,
  AccountExport,
  Cleanup,
  SignUp,
  EmailVerification,
  PasswordSignIn,
  SignOut,
  SessionRefresh,
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
        { provide: SigningKeySource, useExisting: SigningKeys },
        { provide: VerificationKeys, useExisting: SigningKeys },
        { provide: SessionState, useExisting: LiveSessions },
        ...PROVIDERS,
      ],
      exports: EXPORTS,
    };
  }
}

import { ACCESS_OPTIONS, accessRules, SessionState, TokenIssuer, TokenVerifier } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import { withDefaults } from '@castellan/common';
import { LimitsModule } from '@castellan/limits';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Cleanup } from './cleanup/cleanup.service.js';
import { AccountClosing } from './closing/account-closing.service.js';
import { AccountErasure } from './closing/account-erasure.service.js';
import { AccountExport } from './closing/account-export.service.js';
import { UserDevices } from './devices/user-devices.service.js';
import { EmailChange } from './email-change/email-change.service.js';
import { EmailChangeUndo } from './email-change/email-change-undo.service.js';
import { PasswordChange } from './passwords/password-change.service.js';
import { PasswordReset } from './recovery/password-reset.service.js';
import { PasswordResetRequest } from './passwords/password-reset-request.service.js';
import { OwnAvatar } from './profile/own-avatar.service.js';
import { OwnProfile } from './profile/own-profile.service.js';
import { PROFILE_PROVIDERS } from './profile/providers.js';
import { UserSessions } from './sessions/user-sessions.service.js';
import { Reauthentication } from './sign-in/reauthentication.service.js';
import { SignInConfirmation } from './sign-in/sign-in-confirmation.service.js';
import { SignInReport } from './recovery/sign-in-report.service.js';
import { CLEANUP_PROVIDERS } from './cleanup/providers.js';
import { CLOSING_PROVIDERS } from './closing/providers.js';
import { CREDENTIALS_PROVIDERS } from './credentials/providers.js';
import { DEVICES_PROVIDERS } from './devices/providers.js';
import { EMAIL_CHANGE_PROVIDERS } from './email-change/providers.js';
import { EVENTS_PROVIDERS } from './events/providers.js';
import { LINKS_PROVIDERS } from './links/providers.js';
import { MONITORING_PROVIDERS } from './monitoring/providers.js';
import { SecurityMonitor } from './monitoring/security-monitor.service.js';
import { OPERATORS_PROVIDERS } from './operators/providers.js';
import { OTP_PROVIDERS } from './otp/providers.js';
import { PANEL_EXPORTS, PANEL_PROVIDERS } from './panel/providers.js';
import { PASSWORDS_PROVIDERS } from './passwords/providers.js';
import { PHONES_PROVIDERS } from './phones/providers.js';
import { RECOVERY_PROVIDERS } from './recovery/providers.js';
import { REGISTRATION_PROVIDERS } from './registration/providers.js';
import { SESSIONS_PROVIDERS } from './sessions/providers.js';
import { SOURCE_QUALITY_PROVIDERS } from './source-quality/providers.js';
import { SourceQuality } from './source-quality/source-quality.service.js';
import { UserPermissions } from './users/user-permissions.service.js';
import { SIGN_IN_PROVIDERS } from './sign-in/providers.js';
import { TWO_FACTOR_PROVIDERS } from './two-factor/providers.js';
import { USERS_PROVIDERS } from './users/providers.js';
import { ACCOUNTS_DEFAULTS } from './defaults.js';
import { ACCOUNTS_OPTIONS } from './options.js';
import type { GivenAccountsOptions } from './options.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { LiveSessions } from './sessions/live-sessions.js';
import { SessionRefresh } from './sessions/session-refresh.service.js';
import { SignOut } from './sessions/sign-out.service.js';
import { PasswordSignIn } from './sign-in/password-sign-in.service.js';
import { SignIn } from './sign-in/sign-in.service.js';
import { EmailVerification } from './registration/email-verification.service.js';
import { VerificationResending } from './registration/verification-resending.service.js';
import { SignUp } from './registration/sign-up.service.js';
import { UserAdministration } from './users/administration/user-administration.service.js';
import { UserCreation } from './users/user-creation.service.js';
import { OtpRequest } from './otp/otp-request.service.js';
import { OtpSignIn } from './otp/otp-sign-in.service.js';
import { OwnPhone } from './phones/own-phone.service.js';
import { SecondFactorSignIn } from './sign-in/second-factor-sign-in.service.js';
import { OwnBackupCodes } from './two-factor/own-backup-codes.service.js';
import { TwoFactorEnrolment } from './two-factor/two-factor-enrolment.service.js';
import { TwoFactorRemoval } from './two-factor/two-factor-removal.service.js';
import { TwoFactorReset } from './two-factor/two-factor-reset.service.js';

export type AccountsModuleOptions = GivenAccountsOptions & {
  readonly access: AccessOptions;
  /**
   * The modules of the libs below, which this one gives on to whoever imports it: `notifications`, `twofactor`, `otp`, `profiles`, `log`
   * with its audit log, `signals`, `keys`, `permissions`, `sources`.
   */
  readonly imports: DynamicModule[];
};

const PROVIDERS = [
  TokenIssuer,
  TokenVerifier,
  ...CLEANUP_PROVIDERS,
  ...CLOSING_PROVIDERS,
  ...CREDENTIALS_PROVIDERS,
  ...DEVICES_PROVIDERS,
  ...EMAIL_CHANGE_PROVIDERS,
  ...EVENTS_PROVIDERS,
  ...LINKS_PROVIDERS,
  ...MONITORING_PROVIDERS,
  ...OPERATORS_PROVIDERS,
  ...OTP_PROVIDERS,
  ...PANEL_PROVIDERS,
  ...PASSWORDS_PROVIDERS,
  ...PHONES_PROVIDERS,
  ...PROFILE_PROVIDERS,
  ...RECOVERY_PROVIDERS,
  ...REGISTRATION_PROVIDERS,
  ...SESSIONS_PROVIDERS,
  ...SIGN_IN_PROVIDERS,
  ...SOURCE_QUALITY_PROVIDERS,
  ...TWO_FACTOR_PROVIDERS,
  ...USERS_PROVIDERS,
];

const EXPORTS = [
  SignIn,
  OwnAvatar,
  OwnProfile,
  OtpRequest,
  OtpSignIn,
  OwnPhone,
  SecondFactorSignIn,
  OwnBackupCodes,
  TwoFactorEnrolment,
  TwoFactorRemoval,
  TwoFactorReset,
  UserAdministration,
  UserCreation,
  SourceQuality,
  UserPermissions,
  SessionState,
  LiveSessions,
  PasswordHasher,
  PasswordChange,
  PasswordReset,
  PasswordResetRequest,
  EmailChange,
  EmailChangeUndo,
  UserSessions,
  UserDevices,
  Reauthentication,
  SignInConfirmation,
  SignInReport,
  SecurityMonitor,
  AccountClosing,
  AccountErasure,
  AccountExport,
  Cleanup,
  SignUp,
  EmailVerification,
  VerificationResending,
  PasswordSignIn,
  SignOut,
  SessionRefresh,
  ...PANEL_EXPORTS,
];

/** Users, passwords, the one sign-in door, sessions, devices and signing keys. Fills the ports of `access`. */
@Module({})
export class AccountsModule {
  static forRoot({ access, imports, ...options }: AccountsModuleOptions): DynamicModule {
    return {
      module: AccountsModule,
      imports: [LimitsModule, ...imports],
      providers: [
        { provide: ACCOUNTS_OPTIONS, useValue: withDefaults<GivenAccountsOptions>(ACCOUNTS_DEFAULTS, options) },
        { provide: ACCESS_OPTIONS, useValue: accessRules(access) },
        { provide: SessionState, useExisting: LiveSessions },
        ...PROVIDERS,
      ],
      exports: [...EXPORTS, ...imports],
    };
  }
}

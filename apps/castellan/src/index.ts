export { CastellanModule, mountCastellan, MountError } from '@castellan/composition';
export type {
  CastellanAsyncOptions,
  CastellanDatabase,
  CastellanModuleOptions,
  CastellanOptions,
  CastellanPorts,
  MountingHost,
} from '@castellan/composition';
export { ConfigurationError } from '@castellan/config';
export {
  AccessErrorsFilter,
  AuthGuard,
  CurrentCaller,
  Public,
  RequiresAuth,
  RequiresPermission,
  RequiresRecentAuth,
  RequiresStaff,
  SessionState,
  TokenVerifier,
  VerificationKeys,
} from '@castellan/access';
export type { AccessClaims, AssuranceLevel, Caller } from '@castellan/access';
export {
  AccountClosed,
  AccountClosing,
  AccountCreation,
  AccountDeletion,
  AccountDisabled,
  AccountEnabled,
  AccountErased,
  AccountErasure,
  AccountExport,
  AccountReopened,
  AccountStatus,
  AccountSupport,
  Cleanup,
  EmailChange,
  EmailChanged,
  EmailVerification,
  EmailVerified,
  localOperator,
  OwnPasskeys,
  OwnPhone,
  OwnProfile,
  PasskeyAdded,
  PasskeyEnrolment,
  PasskeyRegistration,
  PasskeyRemoval,
  PasskeyRemoved,
  PasskeySignIn,
  PasswordAssignment,
  PasswordChange,
  PasswordChanged,
  PasswordReset,
  PasswordResetRequest,
  PasswordSignIn,
  PasswordWasReset,
  PhoneChanged,
  ProfileChanged,
  ProfileModeration,
  Reauthentication,
  SessionEnded,
  SessionRefresh,
  SessionRevocation,
  SignIn,
  SignInFailed,
  SignOut,
  SignUp,
  SourceQuality,
  Superusers,
  TwoFactorDisabled,
  TwoFactorEnabled,
  TwoFactorEnrolment,
  TwoFactorRemoval,
  TwoFactorReset,
  UserCreation,
  UserDevices,
  UserDirectory,
  UserPermissions,
  UserRegistered,
  UserSessions,
  UserSignedIn,
  VerificationResending,
} from '@castellan/accounts';
export type { LocalOperator, NewAccount, Operator, User } from '@castellan/accounts';
export { ApiKeys } from '@castellan/api-keys';
export type { ApiKey, MadeApiKey, NewApiKey } from '@castellan/api-keys';
export { DjangoImport, UserExport, UserImport } from '@castellan/porting';
export type { DjangoImportOptions, ExportOptions, ImportOptions, PortingReport } from '@castellan/porting';
export { Clock, DomainError } from '@castellan/common';
export { FailedJobs, Jobs, Transaction } from '@castellan/data';
export { AuditLog, AuditVerification, AuthEvents, SecurityIncidents, UserHistory } from '@castellan/log';
export {
  DevInbox,
  HandlebarsTemplates,
  MailRefused,
  MailTransport,
  MessageTemplates,
  Notifications,
  SmsFailed,
  SmsTransport,
} from '@castellan/notifications';
export type { MessageToRender, OutgoingMail, OutgoingSms, RenderedMessage, SmsReceipt } from '@castellan/notifications';
export { Groups, Permissions } from '@castellan/permissions';
export { Avatars, Profiles } from '@castellan/profiles';
export { OnSignal, Signals } from '@castellan/signals';
export type { SignalMeta, SignalOptions } from '@castellan/signals';
export { RegistrationSources, SourceFigures } from '@castellan/sources';

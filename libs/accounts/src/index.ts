export { AccountsModule } from './accounts.module.js';
export type { AccountsModuleOptions } from './accounts.module.js';
export { Cleanup } from './cleanup/cleanup.service.js';
export type { CleanupReport } from './cleanup/cleanup.service.js';
export { AccountClosing } from './closing/account-closing.service.js';
export { AccountErasure } from './closing/account-erasure.service.js';
export { AccountExport } from './closing/account-export.service.js';
export type { DeviceView } from './devices/devices.repository.js';
export { UserDevices } from './devices/user-devices.service.js';
export { EmailChange } from './email-change/email-change.service.js';
export { EmailChangeUndo } from './email-change/email-change-undo.service.js';
export {
  ChallengeExpired,
  ConfirmationRequired,
  EmailUnverified,
  InvalidCode,
  InvalidCredentials,
  InvalidLink,
  PasswordRequired,
  PasswordResetRequired,
  TransportMismatch,
} from './errors.js';

export { ACCOUNTS_DEFAULTS } from './defaults.js';
export type { GivenAccountsOptions } from './options.js';
export { isEmailAddress } from './users/email-address.js';
export { isUsername, USERNAME_PROBLEM } from './users/username.js';
export { otpIdentifier } from './otp/otp-identifier.js';
export type { OtpChannel, OtpIdentifier } from './otp/otp-identifier.js';
export { SecurityMonitor } from './monitoring/security-monitor.service.js';
export { OtpRequest } from './otp/otp-request.service.js';
export { OtpSignIn } from './otp/otp-sign-in.service.js';
export type { OtpOutcome, OtpProof } from './otp/otp-sign-in.service.js';
export { OwnPhone } from './phones/own-phone.service.js';
export { phoneNumber } from './phones/phone-number.js';
export type { Operator } from './panel/operator.js';
export type { PanelSetUp, EnrolmentLink } from './panel/panel-enrolment.service.js';
export { may } from './panel/operator.js';
export { PanelBelongings } from './panel/panel-belongings.service.js';
export type { UserBelongings } from './panel/panel-belongings.service.js';
export { PanelDetails } from './panel/panel-details.service.js';
export { PanelDesk } from './panel/panel-desk.service.js';
export { FIGURE_PARTS, PanelFigures } from './panel/figures/panel-figures.service.js';
export type { FigurePart } from './panel/figures/panel-figures.service.js';
export { PANEL_LISTS, PanelLists } from './panel/panel-lists.service.js';
export type { PanelList } from './panel/panel-lists.service.js';
export { PanelStanding } from './panel/panel-standing.service.js';
export { PanelOperators } from './panel/panel-operators.service.js';
export { PanelProfiles } from './panel/panel-profiles.service.js';
export { PanelUserPage } from './panel/panel-user-page.service.js';
export type { UserPage } from './panel/panel-user-page.service.js';
export { PanelUsers } from './panel/panel-users.service.js';
export type { ArrivedOperator } from './panel/panel-arrival.service.js';
export { PanelEnrolmentLink } from './panel/panel-enrolment-link.service.js';

export { PanelEnrolment } from './panel/panel-enrolment.service.js';
export { PanelSessions } from './panel/panel-sessions.service.js';
export { PanelSignIn } from './panel/panel-sign-in.service.js';
export type { PanelContext } from './panel/panel-password.service.js';
export type { PanelStep } from './panel/panel-sign-in.service.js';
export { PasswordChange } from './passwords/password-change.service.js';
export { PasswordHasher } from './passwords/password-hasher.js';
export { buildBreachedBloom } from './passwords/bloom-building.js';
export type { BuiltBloom } from './passwords/bloom-building.js';
export { passwordViolations } from './passwords/password-policy.js';
export type { PasswordOwner } from './passwords/password-policy.js';
export { AccountRecovery } from './recovery/account-recovery.service.js';
export { PasswordReset } from './recovery/password-reset.service.js';
export { PasswordResetRequest } from './passwords/password-reset-request.service.js';

export { deviceName } from './sessions/device-name.js';
export { LiveSessions } from './sessions/live-sessions.js';
export { OwnAvatar } from './profile/own-avatar.service.js';
export { OwnProfile } from './profile/own-profile.service.js';
export type { OwnProfileView } from './profile/own-profile-reading.service.js';
export {
  AccountClosed,
  AccountDisabled,
  AccountEnabled,
  AccountErased,
  AccountReopened,
  EmailChanged,
  EmailVerified,
  PasswordChanged,
  PasswordWasReset,
  PhoneChanged,
  ProfileChanged,
  SessionEnded,
  SignInFailed,
  TwoFactorDisabled,
  TwoFactorEnabled,
  UserRegistered,
  UserSignedIn,
} from './events/account-signals.js';

export { SessionRefresh } from './sessions/session-refresh.service.js';
export { END_REASONS } from './sessions/session.types.js';
export type { EndReason, RenewedSession, SessionTokens, SessionView, Transport } from './sessions/session.types.js';
export { SignOut } from './sessions/sign-out.service.js';
export type { PresentedTokens } from './sessions/sign-out.service.js';
export { UserSessions } from './sessions/user-sessions.service.js';
export { PasswordSignIn } from './sign-in/password-sign-in.service.js';
export type { FirstFactor, ProvenFactors, SecondFactor } from './sign-in/factors.js';
export { Reauthentication } from './sign-in/reauthentication.service.js';
export type { Reproof } from './sign-in/reauthentication.service.js';
export { SecondFactorSignIn } from './sign-in/second-factor-sign-in.service.js';
export type { SecondStep } from './sign-in/second-factor-sign-in.service.js';
export { SignInConfirmation } from './sign-in/sign-in-confirmation.service.js';
export { SignInReport } from './recovery/sign-in-report.service.js';
export { SignIn } from './sign-in/sign-in.service.js';
export type { SecondFactorRequired, SignedIn, SignInContext, SignInResult } from './sign-in/sign-in.types.js';
export { EmailVerification } from './registration/email-verification.service.js';
export type { Verified } from './registration/email-verification.service.js';
export { VerificationResending } from './registration/verification-resending.service.js';
export { SignUp } from './registration/sign-up.service.js';
export type { SignUpRequest } from './registration/sign-up.service.js';

export { OwnBackupCodes } from './two-factor/own-backup-codes.service.js';
export { TwoFactorEnrolment } from './two-factor/two-factor-enrolment.service.js';
export type { EnabledTwoFactor, TwoFactorSetup } from './two-factor/two-factor-enrolment.service.js';
export { TwoFactorRemoval } from './two-factor/two-factor-removal.service.js';
export { TwoFactorReset } from './two-factor/two-factor-reset.service.js';
export { LastSuperuser } from './users/administration/errors.js';
export type { NewAccount } from './users/administration/new-account.js';
export { UserAdministration } from './users/administration/user-administration.service.js';

export { UserCreation } from './users/user-creation.service.js';
export type { Registration } from './users/user-creation.service.js';
export type { SignedInUser, User, UserName } from './users/user.types.js';
export type { QualityFigure } from './source-quality/source-quality.service.js';
export { SourceQuality } from './source-quality/source-quality.service.js';
export { UserPermissions } from './users/user-permissions.service.js';

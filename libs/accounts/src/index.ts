export { ACCOUNTS_PORTS } from './ports.js';
export type { AccountsPorts } from './ports.js';
export { AddressPlaces } from './users/address-places.js';
export { KnownPlaces } from './users/known-places.service.js';
export { PasswordAlgorithm } from './passwords/password-algorithm.js';
export { PasswordJudge } from './passwords/password-judge.js';
export { AccountsModule } from './accounts.module.js';
export { AccountsFoundation } from './accounts-foundation.module.js';
export type { AccountsModuleOptions } from './accounts-foundation.module.js';
export { AccountCreation } from './administration/account-creation.service.js';
export type { KnownAccount } from './administration/account-creation.service.js';
export { AccountDeletion } from './administration/account-deletion.service.js';
export { UUID } from './administration/uuid.js';
export { AccountStatus } from './administration/account-status.service.js';
export { AccountSupport } from './administration/account-support.service.js';
export { FORM_VERSION } from './administration/administered-users.repository.js';
export { AccountUnlocking } from './administration/account-unlocking.service.js';
export type { Lockout, LockoutKind } from './administration/lockouts.service.js';
export { AdministrationModule } from './administration/administration.module.js';
export { Idempotency } from './administration/idempotency.service.js';
export type { OnceAnswer, RepeatableRequest } from './administration/idempotency.service.js';
export { IdempotencyConflict, LastSuperuser, PreconditionFailed } from './administration/errors.js';
export { demand, demandNeed, localOperator, masters, may } from './administration/operator.js';
export type { Confirm, LocalOperator, MachineOperator, Need, Operator, PanelOperator, StaffOperator } from './administration/operator.js';
export { BanEnding } from './bans/ban-ending.service.js';
export { because } from './administration/reason.js';
export { OperatorGate } from './administration/operator-gate.service.js';
export { IdentityRemoval } from './administration/identity-removal.service.js';
export { PasskeyRemoval } from './administration/passkey-removal.service.js';
export { PasswordAssignment } from './administration/password-assignment.service.js';
export { ProfileModeration } from './administration/profile-moderation.service.js';
export { SessionRevocation } from './administration/session-revocation.service.js';
export { StaffOperators } from './administration/staff-operators.service.js';
export { Superusers } from './administration/superusers.service.js';
export { TwoFactorReset } from './administration/two-factor-reset.service.js';
export { UserDirectory } from './administration/user-directory.service.js';
export { Cleanup } from './cleanup/cleanup.service.js';
export type { CleanupReport } from './cleanup/cleanup.service.js';
export { AccountClosing } from './closing/account-closing.service.js';
export { FederatedSignIn } from './federated-sign-in/federated-sign-in.service.js';
export type { Arrival, ArrivalRefusal, Visit } from './federated-sign-in/visit.js';
export { IdentityLinking } from './identities/identity-linking.service.js';
export { OwnIdentities } from './identities/own-identities.service.js';
export { AccountErasure } from './closing/account-erasure.service.js';
export { PlannedErasure } from './closing/planned-erasure.service.js';
export { AccountExport } from './closing/account-export.service.js';
export type { DeviceView } from './devices/devices.repository.js';
export { UserDevices } from './sessions/user-devices.service.js';
export { EmailChange } from './email-change/email-change.service.js';
export { EmailChangeUndo } from './email-change/email-change-undo.service.js';
export {
  AccountExists,
  ChallengeExpired,
  ConfirmationRequired,
  EmailMissing,
  EmailUnverified,
  IdentityTaken,
  InvalidCode,
  InvalidCredentials,
  InvalidLink,
  LastFactor,
  PasswordRequired,
  PasswordResetRequired,
  SignInRefused,
  TransportMismatch,
} from './errors.js';

export { ACCOUNTS_DEFAULTS } from './defaults.js';
export type { GivenAccountsOptions } from './options.js';
export { MAY_ACT, mayAct } from './users/staff-standing.js';
export { isEmailAddress, normalizeEmail } from './users/email-address.js';
export { isUsername, usernameKey, USERNAME_PROBLEM } from './users/username.js';
export { searchedName } from './users/name-search.js';
export { otpIdentifier } from './users/otp-identifier.js';
export type { OtpChannel, OtpIdentifier } from './users/otp-identifier.js';
export { SecurityMonitor } from './monitoring/security-monitor.service.js';
export { OtpRequest } from './otp-sign-in/otp-request.service.js';
export { OtpSignIn } from './otp-sign-in/otp-sign-in.service.js';
export type { OtpOutcome, OtpProof } from './otp-sign-in/otp-sign-in.service.js';
export { OwnPhone } from './phones/own-phone.service.js';
export { phoneNumber } from './users/phone-number.js';
export type { PanelSetUp, EnrolmentLink } from './panel-sign-in/enrolment.service.js';
export type { ArrivedOperator } from './panel-sign-in/arrival.service.js';
export { PanelEnrolmentLink } from './panel-sign-in/enrolment-link.service.js';

export { PanelEnrolment } from './panel-sign-in/enrolment.service.js';
export { PanelPasskeys } from './panel-sign-in/passkeys.service.js';
export { PanelSessions } from './panel-sign-in/sessions.service.js';
export { PanelSignIn } from './panel-sign-in/sign-in.service.js';
export type { PanelContext } from './panel-sign-in/password.service.js';
export type { PanelStep } from './panel-sign-in/sign-in.service.js';
export { PasswordChange } from './passwords/password-change.service.js';
export { PasswordHasher } from './passwords/password-hasher.js';
export type { HashingLoad } from './passwords/hashing-pool.js';
export { buildBreachedBloom } from './passwords/bloom-building.js';
export type { BuiltBloom } from './passwords/bloom-building.js';
export { passwordViolations } from './passwords/password-policy.js';
export type { PasswordOwner } from './passwords/password-owner.js';
export { AccountRecovery } from './recovery/account-recovery.service.js';
export { PasswordReset } from './recovery/password-reset.service.js';
export { PasswordResetRequest } from './passwords/password-reset-request.service.js';

export { deviceName } from './users/device-name.js';
export { LiveSessions } from './sessions/live-sessions.js';
export { OwnAvatar } from './profile/own-avatar.service.js';
export { OwnPasskeys } from './passkeys/own-passkeys.service.js';
export type { PasskeyRequestOptions } from './passkeys/own-passkeys.service.js';
export { firstPasskey, secondPasskey } from './passkeys/passkey.factor.js';
export { PasskeyEnrolment } from './passkeys/passkey-enrolment.service.js';
export { PasskeyRegistration } from './passkeys/passkey-registration.service.js';
export type { AddedPasskey, RegistrationOptions } from './passkeys/passkey-registration.service.js';
export { PasskeySignIn } from './passkey-sign-in/passkey-sign-in.service.js';
export type { PasskeySignInOptions } from './passkey-sign-in/passkey-sign-in.service.js';
export { PendingPasskeys } from './passkey-sign-in/pending-passkeys.service.js';
export { OwnProfile } from './profile/own-profile.service.js';
export type { OwnProfileView } from './profile/own-profile-reading.service.js';
export { AccountTakenBack } from './events/account-taken-back.js';
export {
  AccountClosed,
  AccountDisabled,
  AccountEnabled,
  AccountErased,
  AccountReopened,
  EmailChanged,
  EmailVerified,
  IdentityLinked,
  IdentityRemoved,
  PasskeyAdded,
  PasskeyRemoved,
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

export { ClaimChanges } from './claims/claim-changes.service.js';
export { WrittenClaims } from './claims/written-claims.service.js';
export { SessionRefresh } from './sessions/session-refresh.service.js';
export type { RenewedSession, SessionTokens, SessionView } from './sessions/session.types.js';
export { SignOut } from './sessions/sign-out.service.js';
export type { PresentedTokens } from './sessions/sign-out.service.js';
export { UserSessionList } from './sessions/user-session-list.service.js';
export { UserSessions } from './sessions/user-sessions.service.js';
export { PasswordSignIn } from './sign-in/password-sign-in.service.js';
export type { FirstFactor, ProvenFactors, SecondFactor } from './factors/factor.js';
export { FactorProof } from './factors/factor-proof.js';
export { KeptFactor } from './factors/kept-factor.js';
export type { Answers, Reproven } from './factors/factor-proof.js';
export { SecondFactorProof } from './factors/second-factor-proof.js';
export type { ProofPlace } from './factors/second-factor-proof.js';
export { PASSWORD } from './passwords/password.factor.js';
export { EMAIL_OTP, SMS_OTP } from './otp/otp.factors.js';
export { SecondFactorCheck } from './two-factor/second-factor-check.service.js';
export { BACKUP_CODE, TOTP } from './two-factor/second.factors.js';
export { Reauthentication } from './reauthentication/reauthentication.service.js';
export { SecondFactorSignIn } from './sign-in/second-factor-sign-in.service.js';
export type { SecondStep } from './sign-in/second-factor-sign-in.service.js';
export { SignInConfirmation } from './sign-in/sign-in-confirmation.service.js';
export { SignInReport } from './recovery/sign-in-report.service.js';
export { SignIn } from './sign-in/sign-in.service.js';
export type { FactorCount } from './sign-in/sign-in.service.js';
export type { SecondFactorRequired, SignedIn, SignInContext, SignInResult } from './sessions/sign-in.types.js';
export { EmailVerification } from './registration/email-verification.service.js';
export type { Verified } from './registration/link-proof.service.js';
export { VerificationResending } from './registration/verification-resending.service.js';
export { SignUp } from './registration/sign-up.service.js';
export type { SignUpRequest } from './registration/sign-up.service.js';

export { OwnBackupCodes } from './two-factor/own-backup-codes.service.js';
export { OwnTwoFactor } from './two-factor/own-two-factor.service.js';
export type { OwnTwoFactorView } from './two-factor/own-two-factor.service.js';
export { TwoFactorEnrolment } from './two-factor/two-factor-enrolment.service.js';
export type { EnabledTwoFactor, TwoFactorSetup } from './two-factor/two-factor-enrolment.service.js';
export { TwoFactorRemoval } from './two-factor/two-factor-removal.service.js';
export type { NewAccount } from './users/person.js';
export { UserCreation } from './registration/user-creation.service.js';
export type { Registration } from './registration/user-creation.service.js';
export type { SignedInUser, User } from './users/user.types.js';
export type { SignInName } from './users/sign-in-name.js';
export type { QualityFigure } from './source-quality/source-quality.service.js';
export { SourceQuality } from './source-quality/source-quality.service.js';
export { UserPermissions } from './users/user-permissions.service.js';
export { CleanupModule } from './cleanup/cleanup.module.js';
export { ClosingModule } from './closing/closing.module.js';
export { DevicesModule } from './devices/devices.module.js';
export { EmailChangeModule } from './email-change/email-change.module.js';
export { EventsModule } from './events/events.module.js';
export { FactorsModule } from './factors/factors.module.js';
export { InvalidationModule } from './invalidation/invalidation.module.js';
export { LinksModule } from './links/links.module.js';
export { MonitoringModule } from './monitoring/monitoring.module.js';
export { OneTimeCodesModule } from './otp/otp.module.js';
export { OtpSignInModule } from './otp-sign-in/otp-sign-in.module.js';
export { PasskeySignInModule } from './passkey-sign-in/passkey-sign-in.module.js';
export { AccountPasskeysModule } from './passkeys/passkeys.module.js';
export { PasswordsModule } from './passwords/passwords.module.js';
export { PendingRegistrationsModule } from './pending-registrations/pending-registrations.module.js';
export { PhonesModule } from './phones/phones.module.js';
export { OwnProfileModule } from './profile/profile.module.js';
export { ReauthenticationModule } from './reauthentication/reauthentication.module.js';
export { RecoveryModule } from './recovery/recovery.module.js';
export { RegistrationModule } from './registration/registration.module.js';
export { RevocationsModule } from './revocations/revocations.module.js';
export { RevocationFeed } from './revocations/revocation-feed.service.js';
export type { FeedAnswer, Revocation } from './revocations/revocation.types.js';
export { SessionsModule } from './sessions/sessions.module.js';
export { SignInModule } from './sign-in/sign-in.module.js';
export { SourceQualityModule } from './source-quality/source-quality.module.js';
export { PanelSignInModule } from './panel-sign-in/panel-sign-in.module.js';
export { SecondFactorsModule } from './two-factor/two-factor.module.js';
export { UsersModule } from './users/users.module.js';
export { AccountPorting } from './porting/account-porting.service.js';
export type { AccountRefusal, AccountRemark, ExaminedAccount } from './porting/examined-account.js';
export { ImportedUsers } from './porting/imported-users.repository.js';
export type { ImportedUser, Written } from './porting/imported-users.repository.js';
export type { PortedAccount } from './porting/ported-account.js';
export type { StoredAccount, Takers } from './porting/ported-accounts.repository.js';

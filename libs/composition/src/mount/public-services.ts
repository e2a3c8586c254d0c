import { SessionState, VerificationKeys } from '@castellan/access';
import {
  AccountClosing,
  AccountCreation,
  AccountDeletion,
  AccountErasure,
  AccountExport,
  AccountStatus,
  AccountSupport,
  Cleanup,
  EmailChange,
  EmailVerification,
  OwnPasskeys,
  OwnPhone,
  OwnProfile,
  PasskeyEnrolment,
  PasskeyRegistration,
  PasskeyRemoval,
  PasskeySignIn,
  PasswordAssignment,
  PasswordChange,
  PasswordReset,
  PasswordResetRequest,
  PasswordSignIn,
  ProfileModeration,
  Reauthentication,
  SessionRefresh,
  SessionRevocation,
  SignIn,
  SignOut,
  SignUp,
  SourceQuality,
  Superusers,
  TwoFactorEnrolment,
  TwoFactorRemoval,
  TwoFactorReset,
  UserCreation,
  UserDevices,
  UserDirectory,
  UserPermissions,
  UserSessions,
  VerificationResending,
} from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import { Clock } from '@castellan/common';
import { FailedJobs, Jobs, Transaction } from '@castellan/data';
import { AuditLog, AuditVerification, AuthEvents, SecurityIncidents, UserHistory } from '@castellan/log';
import { DevInbox, Notifications } from '@castellan/notifications';
import { Groups, Permissions } from '@castellan/permissions';
import { Avatars, Profiles } from '@castellan/profiles';
import { Signals } from '@castellan/signals';
import { DjangoImport, UserExport, UserImport } from '@castellan/porting';
import { RegistrationSources, SourceFigures } from '@castellan/sources';
import type { InjectionToken } from '@nestjs/common';

/** Tokens; `AuthGuard` and what it needs are those of `AccessModule`, which is handed on beside these. */
const ACCESS: readonly InjectionToken[] = [SessionState, VerificationKeys];

/** What people do to their own accounts. */
const OWN: readonly InjectionToken[] = [
  AccountClosing,
  AccountExport,
  EmailChange,
  EmailVerification,
  OwnPasskeys,
  OwnPhone,
  OwnProfile,
  PasskeyEnrolment,
  PasskeyRegistration,
  PasskeySignIn,
  PasswordChange,
  PasswordReset,
  PasswordResetRequest,
  PasswordSignIn,
  Reauthentication,
  SessionRefresh,
  SignIn,
  SignOut,
  SignUp,
  TwoFactorEnrolment,
  TwoFactorRemoval,
  UserCreation,
  UserDevices,
  UserPermissions,
  UserSessions,
  VerificationResending,
];

/** What operators do to accounts, and the host's code with `localOperator()`. */
const OPERATORS: readonly InjectionToken[] = [
  AccountCreation,
  AccountDeletion,
  AccountErasure,
  AccountStatus,
  AccountSupport,
  ApiKeys,
  Cleanup,
  PasskeyRemoval,
  PasswordAssignment,
  ProfileModeration,
  SessionRevocation,
  SourceQuality,
  Superusers,
  TwoFactorReset,
  UserDirectory,
];

/** Who brings users along. */
const PORTING: readonly InjectionToken[] = [DjangoImport, UserExport, UserImport];

/** What these stand on. */
const BELOW: readonly InjectionToken[] = [
  AuditLog,
  AuditVerification,
  AuthEvents,
  Avatars,
  Clock,
  DevInbox,
  FailedJobs,
  Groups,
  Jobs,
  Notifications,
  Permissions,
  Profiles,
  RegistrationSources,
  SecurityIncidents,
  Signals,
  SourceFigures,
  Transaction,
  UserHistory,
];

/** The services that `CastellanModule` provides and exports. */
export const PUBLIC_SERVICES: readonly InjectionToken[] = [...ACCESS, ...OWN, ...OPERATORS, ...PORTING, ...BELOW];

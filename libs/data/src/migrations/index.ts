import { Accounts1763700000000 } from './1763700000000-accounts.js';
import { AuthEvents1763700100000 } from './1763700100000-auth-events.js';
import { DevInbox1763700200000 } from './1763700200000-dev-inbox.js';
import { AccountsWhole1763800000000 } from './1763800000000-accounts-whole.js';
import { Permissions1763800100000 } from './1763800100000-permissions.js';
import { TwoFactor1763900000000 } from './1763900000000-two-factor.js';
import { OtpCodes1763900100000 } from './1763900100000-otp-codes.js';
import { SmsDeliveries1763900200000 } from './1763900200000-sms-deliveries.js';
import { RegistrationSources1763900300000 } from './1763900300000-registration-sources.js';
import { Phones1763900400000 } from './1763900400000-phones.js';
import { Profiles1764000000000 } from './1764000000000-profiles.js';
import { AuthEventsWhole1764100000000 } from './1764100000000-auth-events-whole.js';
import { GatheredEvents1765100100000 } from './1765100100000-gathered-events.js';
import { AuditLog1764100100000 } from './1764100100000-audit-log.js';
import { LinkSubjects1764150000000 } from './1764150000000-link-subjects.js';
import { AdminSessions1764200000000 } from './1764200000000-admin-sessions.js';
import { PanelFigures1764300000000 } from './1764300000000-panel-figures.js';
import { MailedLinks1764400000000 } from './1764400000000-mailed-links.js';
import { Registrations1764400100000 } from './1764400100000-registrations.js';
import { SessionSteps1764600000000 } from './1764600000000-session-steps.js';
import { DeviceTokens1764600100000 } from './1764600100000-device-tokens.js';
import { SigningKeyRevocation1764800000000 } from './1764800000000-signing-key-revocation.js';
import { SmsLines1765100000000 } from './1765100000000-sms-lines.js';

/** Every migration of every lib. TypeORM runs them in the order of the time stamp that ends the class name. */
export const migrations: readonly Function[] = [
  Accounts1763700000000,
  AuthEvents1763700100000,
  DevInbox1763700200000,
  AccountsWhole1763800000000,
  Permissions1763800100000,
  TwoFactor1763900000000,
  OtpCodes1763900100000,
  SmsDeliveries1763900200000,
  RegistrationSources1763900300000,
  Phones1763900400000,
  Profiles1764000000000,
  AuthEventsWhole1764100000000,
  GatheredEvents1765100100000,
  AuditLog1764100100000,
  LinkSubjects1764150000000,
  AdminSessions1764200000000,
  PanelFigures1764300000000,
  MailedLinks1764400000000,
  Registrations1764400100000,
  SessionSteps1764600000000,
  DeviceTokens1764600100000,
  SigningKeyRevocation1764800000000,
  SmsLines1765100000000,
];

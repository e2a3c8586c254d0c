import type { AuthEvent, AuthEventName } from '@castellan/log';
import { normalizeEmail } from '../users/email-address.js';
import * as signals from './account-signals.js';

/** Who it happened to; every event below has a user. */
interface Facts {
  readonly userId: string;
  readonly email: string;
  readonly sessionId: string;
}

type Make = (facts: Facts) => object;

const SUCCESSES: Readonly<Partial<Record<AuthEventName, Make>>> = {
  email_verified: ({ userId, email }) => new signals.EmailVerified({ userId, email }),
  login: ({ userId, sessionId }) => new signals.UserSignedIn({ userId, sessionId }),
  logout: ({ userId, sessionId }) => new signals.SessionEnded({ userId, sessionId, reason: 'logout' }),
  password_changed: ({ userId }) => new signals.PasswordChanged({ userId }),
  password_set: ({ userId }) => new signals.PasswordChanged({ userId }),
  password_reset: ({ userId }) => new signals.PasswordWasReset({ userId }),
  email_changed: ({ userId, email }) => new signals.EmailChanged({ userId, email }),
  email_change_undone: ({ userId, email }) => new signals.EmailChanged({ userId, email }),
  phone_verified: ({ userId }) => new signals.PhoneChanged({ userId }),
  phone_removed: ({ userId }) => new signals.PhoneChanged({ userId }),
  twofactor_enabled: ({ userId }) => new signals.TwoFactorEnabled({ userId }),
  twofactor_disabled: ({ userId }) => new signals.TwoFactorDisabled({ userId }),
  twofactor_reset: ({ userId }) => new signals.TwoFactorDisabled({ userId }),
  passkey_added: ({ userId }) => new signals.PasskeyAdded({ userId }),
  passkey_removed: ({ userId }) => new signals.PasskeyRemoved({ userId }),
  identity_linked: ({ userId }) => new signals.IdentityLinked({ userId }),
  identity_removed: ({ userId }) => new signals.IdentityRemoved({ userId }),
  profile_changed: ({ userId }) => new signals.ProfileChanged({ userId }),
  avatar_changed: ({ userId }) => new signals.ProfileChanged({ userId }),
  avatar_removed: ({ userId }) => new signals.ProfileChanged({ userId }),
  account_disabled: ({ userId }) => new signals.AccountDisabled({ userId }),
  account_enabled: ({ userId }) => new signals.AccountEnabled({ userId }),
  account_closed: ({ userId }) => new signals.AccountClosed({ userId }),
  account_reopened: ({ userId }) => new signals.AccountReopened({ userId }),
};

const REFUSALS: ReadonlySet<AuthEventName> = new Set<AuthEventName>([
  'login',
  'twofactor',
  'otp_verified',
  'passkey_login',
  'federated_login',
]);

/** What other modules are told of an event; null of most. */
export function signalOf(event: AuthEvent): object | null {
  return event.status === 'failure' ? signalOfFailure(event) : signalOfSuccess(event);
}

function signalOfSuccess({ event, userId, identifier, sessionId }: AuthEvent): object | null {
  if (!userId) return null;
  return SUCCESSES[event]?.({ userId, email: normalizeEmail(identifier ?? ''), sessionId: sessionId ?? '' }) ?? null;
}

function signalOfFailure({ event, userId, sessionId, reason }: AuthEvent): object | null {
  if (REFUSALS.has(event)) return new signals.SignInFailed({ userId: userId ?? null, reason: reason ?? '' });
  if (event !== 'refresh_reuse' || !userId || !sessionId) return null;
  return new signals.SessionEnded({ userId, sessionId, reason: 'reuse_detected' });
}

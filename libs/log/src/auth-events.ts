import type { RequestContext } from '@castellan/common';

/** The closed list of events; names are never changed, more may be added. */
export const AUTH_EVENTS = [
  'register',
  'verification_requested',
  'email_verified',
  'login',
  'logout',
  'panel_login',
  'panel_logout',
  'twofactor_requested',
  'twofactor',
  'twofactor_setup',
  'twofactor_enabled',
  'twofactor_disabled',
  'twofactor_reset',
  'authenticator_added',
  'authenticator_removed',
  'backup_codes_regenerated',
  'backup_codes_removed',
  'passkey_added',
  'passkey_renamed',
  'passkey_removed',
  'passkey_login',
  'passkey_counter',
  'federated_login',
  'identity_linked',
  'identity_removed',
  'otp_requested',
  'otp_verified',
  'phone_change_requested',
  'phone_verified',
  'phone_removed',
  'refresh',
  'refresh_reuse',
  'reauthenticated',
  'password_reset_requested',
  'password_reset',
  'password_changed',
  'email_change_requested',
  'email_changed',
  'email_change_undone',
  'session_revoked',
  'device_removed',
  'device_reuse',
  'sign_in_confirmed',
  'sign_in_reported',
  'account_exported',
  'account_closed',
  'account_reopened',
  'account_erased',
  'user_created',
  'user_changed',
  'password_set',
  'account_disabled',
  'account_enabled',
  'account_unlocked',
  'account_deleted',
  'staff_granted',
  'staff_revoked',
  'superuser_granted',
  'superuser_revoked',
  'profile_changed',
  'avatar_changed',
  'avatar_removed',
  'security_incident',
] as const;

/** One of `AUTH_EVENTS`. */
export type AuthEventName = (typeof AUTH_EVENTS)[number];

/** Did the attempt succeed? */
export type AuthEventStatus = 'success' | 'failure';

/** What operators do to an account: their address, their device and their words are not for its owner's history. @internal */
export const OPERATOR_EVENTS: ReadonlySet<AuthEventName> = new Set<AuthEventName>([
  'twofactor_reset',
  'user_created',
  'password_set',
  'account_disabled',
  'account_enabled',
  'account_unlocked',
  'account_deleted',
  'staff_granted',
  'staff_revoked',
  'superuser_granted',
  'superuser_revoked',
]);

/** The reason of an event that its owner might have caused as well, and an operator did. @internal */
export const BY_OPERATOR = 'by_operator';

/** The reason of an event that happened in another system, and came with its user. @internal */
export const IMPORTED = 'imported';

/** In SQL: it happened here. What users brought along is history of another system, and in no figure. @internal */
export const HERE = `reason IS DISTINCT FROM '${IMPORTED}'`;

/** How an attempt ended; `error` is what it was refused with. */
export interface AttemptOutcome {
  readonly error?: unknown;
}

/** An attempt to be remembered (docs/reference/contract.md#events). */
export interface AuthEvent {
  readonly event: AuthEventName;
  readonly status: AuthEventStatus;
  /** Why it failed, as a stable word such as `unknown_user`. */
  readonly reason?: string;
  readonly userId?: string | null;
  readonly identifier?: string | null;
  readonly sessionId?: string | null;
  readonly context: RequestContext;
}

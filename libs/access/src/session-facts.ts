/** How a session's tokens travel; chosen when it is created and never changed (docs/reference/contract.md#transports). */
export type Transport = 'cookie' | 'bearer';

/** Why a session is over; a closed list, docs/reference/contract.md#sessions. */
export const END_REASONS = [
  'logout',
  'expired_idle',
  'expired_absolute',
  'password_changed',
  'password_reset',
  'email_changed',
  'reuse_detected',
  'user_revoked',
  'admin_revoked',
  'device_reported',
  'account_disabled',
  'session_limit',
] as const;

/** Why a session is over: the `reason` of `SessionIsOver`, one of `END_REASONS`. */
export type EndReason = (typeof END_REASONS)[number];

import type { AssuranceLevel } from '@castellan/access';

/** How a session's tokens travel; chosen when it is created and never changed (docs/reference/contract.md#transports). */
export type Transport = 'cookie' | 'bearer';

/** What was proven: the assurance level and the methods behind it (RFC 8176). */
export interface Assurance {
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
}

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
export type EndReason = (typeof END_REASONS)[number];

/** A session as its owner sees it. */
export interface SessionView {
  readonly id: string;
  readonly transport: Transport;
  readonly deviceName: string;
  readonly ip: string;
  readonly location: string | null;
  readonly aal: AssuranceLevel;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** The tokens of a session. They leave the process in the session's own transport only. */
export interface SessionTokens {
  readonly access: string;
  readonly refresh: string;
  readonly accessExpiresAt: Date;
  readonly refreshExpiresAt: Date;
}

/** The session of a signed-in request, with tokens that say so anew. */
export interface RenewedSession {
  readonly transport: Transport;
  readonly tokens: SessionTokens;
}

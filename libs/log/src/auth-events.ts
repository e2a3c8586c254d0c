import type { RequestContext } from '@castellan/common';

/** The closed list of events; names are never changed, more may be added. */
export const AUTH_EVENTS = ['register', 'verification_requested', 'email_verified', 'login', 'logout', 'refresh_reuse'] as const;

export type AuthEventName = (typeof AUTH_EVENTS)[number];
export type AuthEventStatus = 'success' | 'failure';

/** An attempt to be remembered (contract §5). */
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

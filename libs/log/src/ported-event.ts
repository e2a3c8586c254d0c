import type { AuthEventName, AuthEventStatus } from './auth-events.js';

/** What happened in another system. */
export interface PortedEvent {
  /** The same at every run: it is kept once. */
  readonly id: string;
  readonly createdAt: Date;
  readonly event: AuthEventName;
  readonly status: AuthEventStatus;
  readonly identifier: string | null;
  /** Empty where it is not known. */
  readonly ip: string;
  readonly userAgent: string | null;
}

import { AUTH_EVENTS } from './auth-events.js';
import type { AuthEventName, AuthEventStatus } from './auth-events.js';

/** How often an event was recorded with one status. */
export interface EventCount {
  readonly event: AuthEventName;
  readonly status: AuthEventStatus;
  readonly count: number;
}

/** How often this process has recorded each event since its start. */
export class EventTally {
  /** Each from zero on: of what begins with its first event, Prometheus sees no increase. */
  private readonly counts = new Map<AuthEventName, Record<AuthEventStatus, number>>(
    AUTH_EVENTS.map((event) => [event, { success: 0, failure: 0 }]),
  );

  count(event: AuthEventName, status: AuthEventStatus): void {
    const known = this.counts.get(event) ?? { success: 0, failure: 0 };
    known[status] += 1;
    this.counts.set(event, known);
  }

  all(): readonly EventCount[] {
    return [...this.counts].flatMap(([event, { success, failure }]) => [
      { event, status: 'success' as const, count: success },
      { event, status: 'failure' as const, count: failure },
    ]);
  }
}

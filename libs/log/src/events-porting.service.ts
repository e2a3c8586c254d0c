import { Injectable } from '@nestjs/common';
import { AuthEventsRepository } from './auth-events.repository.js';
import { IMPORTED } from './auth-events.js';
import { plainLine } from './plain-line.js';
import type { PortedEvent } from './ported-event.js';

/** History that users bring along from another system, in the caller's transaction. */
@Injectable()
export class EventsPorting {
  constructor(private readonly events: AuthEventsRepository) {}

  /** Adds what is not there yet, by its id. It is marked `imported`, and no figure of attacks counts it. */
  async write(values: ReadonlyMap<string, readonly PortedEvent[]>): Promise<void> {
    const rows = [...values].flatMap(([userId, events]) =>
      events.map((event) => ({ ...event, userId, userAgent: event.userAgent && plainLine(event.userAgent, 512) })),
    );
    if (rows.length === 0) return;
    await this.events.insert(
      rows.map((event) => ({ ...event, reason: IMPORTED, identifierHash: null, sessionId: null, times: 1, isGathered: false })),
    );
  }
}

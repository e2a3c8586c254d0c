import { Injectable } from '@nestjs/common';
import { AuthEvents } from './auth-events.service.js';
import { AuthEventsRepository } from './auth-events.repository.js';
import { BY_OPERATOR, OPERATOR_EVENTS } from './auth-events.js';
import type { AuthEventName, AuthEventStatus } from './auth-events.js';
import { readCursor, writeCursor } from './event-position.js';
import { historyStatement } from './event-search.js';
import type { StoredEvent } from './event-search.js';

/** What users see of an event of theirs. Of what operators did: that they did it, not from where or with which words. */
export interface OwnEvent {
  readonly id: string;
  readonly event: AuthEventName;
  readonly status: AuthEventStatus;
  readonly reason: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly sessionId: string | null;
  readonly createdAt: Date;
  /** How many attempts it stands for. */
  readonly times: number;
}

/** A page of a user's own history, the newest first. */
export interface HistoryPage {
  /** At most 10 000, however many there are. */
  readonly count: number;
  readonly events: readonly OwnEvent[];
  /** Cursors of the pages beside it; null where there is nothing. */
  readonly older: string | null;
  readonly newer: string | null;
}

/** A user's own history, newest first. */
@Injectable()
export class UserHistory {
  constructor(
    private readonly events: AuthEvents,
    private readonly repository: AuthEventsRepository,
  ) {}

  /** Null for a cursor that no page gave. Whatever a cursor says, only events of this user are found. */
  async page(userId: string, cursor: string | null, limit: number): Promise<HistoryPage | null> {
    const from = cursor === null ? { direction: 'older' as const, position: null } : readCursor(cursor);
    if (!from) return null;
    await this.events.flush();
    const found = await this.repository.find(historyStatement(userId, from, limit + 1));
    const isMore = found.length > limit;
    const kept = found.slice(0, limit);
    const isBackwards = from.direction === 'newer';
    const events = isBackwards ? kept.reverse() : kept;
    return {
      count: await this.repository.countOf(userId),
      events: events.map(toOwn),
      older: isMore || isBackwards ? cursorAt('older', events.at(-1)) : null,
      newer: (isBackwards ? isMore : cursor !== null) ? cursorAt('newer', events[0]) : null,
    };
  }
}

function cursorAt(direction: 'older' | 'newer', event: StoredEvent | undefined): string | null {
  return event ? writeCursor({ direction, position: event.position }) : null;
}

function toOwn({ id, event, status, reason, ip, userAgent, sessionId, createdAt, times }: StoredEvent): OwnEvent {
  const isTheirs = !OPERATOR_EVENTS.has(event) && reason !== BY_OPERATOR;
  return {
    id,
    event,
    status,
    reason: isTheirs ? reason : null,
    ip: isTheirs && ip !== '' ? ip : null,
    userAgent: isTheirs ? userAgent : null,
    sessionId,
    createdAt,
    times,
  };
}

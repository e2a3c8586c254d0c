import { Clock } from '@castellan/common';
import type { Attempt } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { rowOf } from './auth-event-row.js';
import type { AuthEventRow } from './auth-event-row.js';
import { AuthEventsRepository } from './auth-events.repository.js';
import type { SignInCount } from './auth-events.repository.js';
import type { AttemptOutcome, AuthEvent } from './auth-events.js';
import { BUFFER_LIMITS, EventBuffer } from './event-buffer.js';
import { EventGathering, mayBeGathered } from './event-gathering.js';
import { EventIds } from './event-id.js';
import { searchStatement } from './event-search.js';
import type { EventSearch, StoredEvent } from './event-search.js';
import { EventTally } from './event-tally.js';
import type { EventCount } from './event-tally.js';
import { EventWriter } from './event-writer.service.js';
import { TypedNames } from './typed-names.js';

/** What waits in this process, and what could not wait any longer. @internal */
export interface EventBacklog {
  readonly waiting: number;
  readonly dropped: number;
}

/**
 * Remembers every attempt (docs/reference/contract.md#events). Inside a transaction the event commits with it; when that is rolled back,
 * the attempt is remembered as failed. Outside of one, and when it is a failure that strangers can cause without end, it waits in memory
 * and is written with others within 500 ms: reading here writes them first, an orderly stop loses none, a kill -9 loses those of the last
 * second at most.
 */
@Injectable()
export class AuthEvents implements OnApplicationShutdown {
  private readonly logger = new Logger(AuthEvents.name);
  private readonly ids = new EventIds();
  private readonly tally = new EventTally();
  private readonly gathering = new EventGathering();
  private readonly buffer: EventBuffer<AuthEventRow>;

  constructor(
    private readonly repository: AuthEventsRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly names: TypedNames,
    writer: EventWriter,
  ) {
    this.buffer = new EventBuffer(
      (batch) => writer.write(batch),
      BUFFER_LIMITS,
      () => this.gathering.take(),
    );
  }

  /** One attempt; called inside of a transaction it is committed with it. */
  async record(event: AuthEvent): Promise<void> {
    if (event.context.attempt) event.context.attempt.isRecorded = true;
    const now = this.clock.now();
    const row = rowOf(event, this.names.keep(event), this.ids.next(now.getTime()), now);
    if (!this.transaction.isOpen) {
      this.keep(row);
      return;
    }
    this.transaction.afterRollback(() => this.keep(undone(row)));
    if (mayBeGathered(row)) {
      this.transaction.afterCommit(() => this.keep(row));
      return;
    }
    this.transaction.afterCommit(() => this.tally.count(row.event, row.status));
    await this.repository.insert([row]);
  }

  /** Runs an attempt, which rejects as ever. If nothing was recorded of it until its end, `otherwise` says what is. */
  async attempt<T>(attempt: Attempt, work: () => Promise<T>, otherwise: (outcome: AttemptOutcome) => AuthEvent | null): Promise<T> {
    const recordIfNone = async (outcome: AttemptOutcome): Promise<void> => {
      const event = attempt.isRecorded ? null : otherwise(outcome);
      if (event) await this.record(event);
    };
    try {
      const result = await work();
      await recordIfNone({});
      return result;
    } catch (error) {
      await recordIfNone({ error });
      throw error;
    }
  }

  /** Writes what waits; resolves when it can be read. Rejects when the database is away: it goes on waiting. */
  async flush(): Promise<void> {
    if (!this.transaction.isOpen) return this.buffer.flush();
    // The embedded database has one connection, which the open transaction holds: what waits is written by it.
    const rows = this.buffer.takeAll();
    if (rows.length === 0) return;
    this.transaction.afterRollback(() => this.buffer.add(...rows));
    await this.repository.insert(rows);
  }

  /** The newest first. One walk over an index, whatever is asked for. */
  async search(search: EventSearch): Promise<readonly StoredEvent[]> {
    await this.flush();
    return this.repository.find(searchStatement(search));
  }

  /** How often people signed in at the API, and how often they were refused, from `from` on and before `until`. Counted from an index. */
  async signInsBetween(from: Date, until: Date): Promise<SignInCount> {
    await this.flush();
    return this.repository.signInsBetween(from, until);
  }

  /** Everything remembered of a user, the oldest first. */
  async allOf(userId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    await this.flush();
    return this.repository.allOf(userId);
  }

  /** Takes out of a user's history what names the person; that something happened stays. */
  async forget(userId: string): Promise<void> {
    await this.repository.forget(userId);
    this.transaction.afterCommit(() => this.forgetWaiting(userId));
  }

  /** Deletes what is older than the moment; gives the number of events. */
  async deleteBefore(moment: Date): Promise<number> {
    await this.flush();
    return this.repository.deleteBefore(moment);
  }

  /** How often each event was recorded by this process. */
  counts(): readonly EventCount[] {
    return this.tally.all();
  }

  backlog(): EventBacklog {
    return { waiting: this.buffer.size, dropped: this.buffer.dropped };
  }

  /** After the last request, before the stores close. */
  async onApplicationShutdown(): Promise<void> {
    await this.buffer.flush().catch(() => {
      this.logger.error(`${this.buffer.size} events are lost: the database was away to the end.`);
    });
  }

  private keep(row: AuthEventRow): void {
    this.tally.count(row.event, row.status);
    const alone = this.gathering.admit(row);
    if (alone) this.buffer.add(alone);
    else this.buffer.expect();
  }

  /** Those that were on their way when the user was forgotten. */
  private async forgetWaiting(userId: string): Promise<void> {
    this.buffer.rewrite((row) => (row.userId === userId ? forgotten(row) : row));
    await this.flush();
    await this.repository.forget(userId);
  }
}

/** What was about to happen has not, but it was tried. */
function undone(row: AuthEventRow): AuthEventRow {
  return row.status === 'failure' ? row : { ...row, status: 'failure', reason: 'rolled_back' };
}

function forgotten(row: AuthEventRow): AuthEventRow {
  return { ...row, userId: null, identifier: null, identifierHash: null, ip: '', userAgent: null, sessionId: null };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Seen } from './revocation.types.js';
import { RevocationsRepository } from './revocations.repository.js';
import { unseenByAny } from './snapshot.js';
import type { Snapshot } from './snapshot.js';

/** Changes that come so close together are looked for at once. */
const GATHER_MS = 20;
/** While the bus is deaf, the database is asked so often. */
const DEAF_MS = 500;
/** Of one process; whoever comes besides is answered at once, and comes again. */
const MAX_WAITING = 2_000;
/** Rows of one look; where there are more, whoever they are for is told of a page, and the others are looked for again. */
const MAX_ROWS = 1_000;

interface Waiter {
  readonly of: string;
  after: Snapshot;
  /** Null: there was nothing, or look for yourself. */
  readonly tell: (seen: Seen | null) => void;
  readonly fail: (error: Error) => void;
}

/** Those who have all that there was, and wait for more. One query looks for all of them, when the bus says that there may be something. */
@Injectable()
export class FeedWaiters implements OnModuleInit, OnModuleDestroy {
  private readonly waiting = new Set<Waiter>();
  private isLooking = false;
  private isDue = false;
  private isReleased = false;
  private unsubscribe = () => {};
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly repository: RevocationsRepository,
    private readonly bus: RevocationBus,
  ) {}

  onModuleInit(): void {
    this.unsubscribe = this.bus.subscribe(({ kind }) => {
      if (kind === 'session' || kind === 'user' || kind === 'everything') this.look();
      else if (kind === 'api_key') this.letGo(); // whoever may still ask comes again
    });
    this.timer = setInterval(() => {
      if (!this.bus.trusted) this.look();
    }, DEAF_MS).unref();
  }

  onModuleDestroy(): void {
    this.unsubscribe();
    clearInterval(this.timer);
    this.release();
  }

  /** How many wait. @internal */
  get count(): number {
    return this.waiting.size;
  }

  /** Nobody waits here any more: the process is about to end. */
  release(): void {
    this.isReleased = true;
    this.letGo();
  }

  /** What came after the snapshot; null when there was nothing for so long, or it is not for us to look. */
  wait(of: string, after: Snapshot, ms: number, gone: AbortSignal): Promise<Seen | null> {
    if (this.isReleased || gone.aborted || this.waiting.size >= MAX_WAITING) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.waiting.delete(waiter);
        clearTimeout(timer);
        gone.removeEventListener('abort', leave);
      };
      const tell = (seen: Seen | null): void => {
        end();
        resolve(seen);
      };
      const fail = (error: Error): void => {
        end();
        reject(error);
      };
      const leave = (): void => tell(null);
      const timer = setTimeout(leave, ms);
      const waiter: Waiter = { of, after, tell, fail };
      gone.addEventListener('abort', leave);
      this.waiting.add(waiter);
      this.look();
    });
  }

  private letGo(): void {
    for (const waiter of this.waiting) waiter.tell(null);
  }

  /** A change while a look is under way may be too late for it: then there is another one. */
  private look(): void {
    this.isDue = true;
    if (!this.isLooking) void this.lookWhileDue();
  }

  private async lookWhileDue(): Promise<void> {
    this.isLooking = true;
    while (this.isDue && this.waiting.size > 0) {
      await sleep(GATHER_MS);
      this.isDue = false;
      await this.lookFor([...this.waiting]);
    }
    this.isLooking = false;
  }

  private async lookFor(waiters: readonly Waiter[]): Promise<void> {
    if (waiters.length === 0) return;
    try {
      const place = { after: unseenByAny(waiters.map(({ after }) => after)) };
      const seen = await this.repository.read({ place, limit: MAX_ROWS + 1 });
      const page = pageOf(seen);
      for (const waiter of waiters) tellOf(page, waiter);
      if (page.cutAfter !== undefined) await this.lookFor(waiters.filter((waiter) => this.waiting.has(waiter))); // fewer: each row is for one
    } catch (error) {
      for (const waiter of waiters) waiter.fail(error as Error); // the database rejects with Errors
    }
  }
}

function pageOf(seen: Seen): Seen {
  const rows = seen.rows.slice(0, MAX_ROWS);
  return rows.length < seen.rows.length ? { ...seen, rows, cutAfter: rows.at(-1)!.id } : seen;
}

/** Who stands far back is told of their own; of the others what was cut off says nothing. */
function tellOf(seen: Seen, waiter: Waiter): void {
  const rows = seen.rows.filter(({ xid }) => !waiter.after.sees(xid));
  if (rows.length > 0 || seen.database !== waiter.of) waiter.tell({ ...seen, rows });
  else if (seen.cutAfter === undefined) waiter.after = seen.snapshot; // nothing up to here
}

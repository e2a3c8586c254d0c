import type { DatabaseClock } from './database-clock.js';
import type { Transaction } from './transaction.js';

/** Monotonic clocks drift by less than a millisecond in that time; a server that takes another's place may have another time. */
const EVERY_MS = 5_000;
/** At the start: the quickest look is the most exact. */
const FIRST_LOOKS = 3;

/** Looks at the database's clock, beside all requests, so that none of them has to. */
export class ClockWatch {
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly transaction: Transaction,
    private readonly clock: DatabaseClock,
  ) {}

  /** Resolves when the clock is right. */
  static async start(transaction: Transaction, clock: DatabaseClock): Promise<ClockWatch> {
    const watch = new ClockWatch(transaction, clock);
    for (let look = 0; look < FIRST_LOOKS; look += 1) await watch.look();
    watch.timer = setInterval(() => void watch.look().catch(() => {}), EVERY_MS).unref(); // away: the monotonic clock goes on
    return watch;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const askedAt = this.clock.monotonic();
    const [row] = await this.transaction.query<{ time: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "time"');
    if (row) this.clock.learn({ askedAt, time: row.time, heardAt: this.clock.monotonic() });
  }
}

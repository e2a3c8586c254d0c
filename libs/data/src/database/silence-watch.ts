import { Logger } from '@nestjs/common';
import { Knock, type LeftSessions } from './knock.js';
import type { OpenConnections } from './open-connections.js';
import type { Server } from './server.js';

const TICK_MS = 250;
/** Heartbeats of the revocation bus come four times a second: that long without any byte, somebody knocks. */
const QUIET_TICKS = 2;
/** A knock may take that long; then the database is silent, within two seconds of its last byte. */
const KNOCK_TICKS = 4;

/**
 * Knows when the database, or the way to it, has gone silent: a network that swallows everything, a server that is stopped. No socket
 * tells. Then all that waits is given up, so that callers get their 503 within 3 s, and whoever comes is refused at once until a knock is
 * answered. A statement that takes long is never cut for that: while it runs, heartbeats come or knocks are answered.
 *
 * Counts ticks rather than time: an event loop that was held up finds what came meanwhile before the next tick.
 */
export class SilenceWatch {
  private readonly logger = new Logger('Database');
  private timer: NodeJS.Timeout | undefined;
  private quietTicks = 0;
  private knock: Pick<Knock, 'isAnswered' | 'giveUp'> | null = null;
  private knockTicks = 0;
  private left: LeftSessions | null = null;

  constructor(
    private readonly connections: OpenConnections,
    private readonly makeKnock: (left: LeftSessions | null) => Pick<Knock, 'isAnswered' | 'giveUp'>,
  ) {}

  static start({ address, direct, isShared }: Pick<Server, 'address' | 'direct' | 'isShared'>, connections: OpenConnections): SilenceWatch {
    const ways = address === direct ? [direct] : [address, direct];
    // behind a pooler that shares sessions, their numbers are its own invention
    return new SilenceWatch(connections, (left) => new Knock(ways, isShared ? null : left)).start();
  }

  start(): this {
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
    return this;
  }

  stop(): void {
    clearInterval(this.timer);
    this.endKnock();
  }

  private tick(): void {
    if (!this.connections.isSilent && this.connections.haveHeard()) {
      this.heard();
      return;
    }
    this.quietTicks += 1;
    if (this.knock?.isAnswered) {
      this.heard();
      return;
    }
    if (this.knock && ++this.knockTicks >= KNOCK_TICKS) this.unheard();
    if (!this.knock && this.quietTicks >= QUIET_TICKS) this.knock = this.makeKnock(this.left);
  }

  private heard(): void {
    this.quietTicks = 0;
    this.endKnock();
    if (!this.connections.isSilent) return;
    this.left = null;
    this.connections.allow();
    this.logger.log('The database answers again.');
  }

  private unheard(): void {
    this.endKnock();
    if (this.connections.isSilent) return;
    this.logger.error('The database is silent. What waits for it is given up, and all that needs it is refused until it answers.');
    this.left = { leftAt: performance.now(), pids: this.connections.cut() };
  }

  private endKnock(): void {
    this.knock?.giveUp();
    this.knock = null;
    this.knockTicks = 0;
  }
}

import { Logger } from '@nestjs/common';
import { Knock, type LeftSessions } from './knock.js';
import type { OpenConnections } from './open-connections.js';
import type { Server } from './server.js';

const TICK_MS = 250;
/** Heartbeats of the revocation bus come four times a second: that long without any byte, somebody knocks. */
const QUIET_TICKS = 2;
/** A knock may take that long; then the database is silent, within two seconds of its last byte. */
const KNOCK_TICKS = 4;
/** While it is silent so many wait at once, a second apart: a server or a way that takes 10 s to let somebody in is still found. */
const KNOCKS_AT_ONCE = 10;

type Waiting = Pick<Knock, 'isAnswered' | 'giveUp'>;

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
  private readonly knocks: Waiting[] = [];
  private knockTicks = 0;
  private left: LeftSessions | null = null;

  constructor(
    private readonly connections: OpenConnections,
    private readonly makeKnock: (left: LeftSessions | null) => Waiting,
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
    this.endKnocks();
  }

  private tick(): void {
    if (!this.connections.isSilent && this.connections.haveHeard()) {
      this.heard();
      return;
    }
    this.quietTicks += 1;
    if (this.knocks.some(({ isAnswered }) => isAnswered)) {
      this.heard();
      return;
    }
    if (this.knocks.length > 0 && ++this.knockTicks < KNOCK_TICKS) return;
    if (this.knocks.length > 0) this.unheard();
    if (this.quietTicks >= QUIET_TICKS) this.knockAgain();
  }

  private heard(): void {
    this.quietTicks = 0;
    this.endKnocks();
    if (!this.connections.isSilent) return;
    this.left = null;
    this.connections.allow();
    this.logger.log('The database answers again.');
  }

  /** A knock from before it ends no session that is left now, so its answer is not waited for. */
  private unheard(): void {
    if (this.connections.isSilent) return;
    this.endKnocks();
    this.logger.error('The database is silent. What waits for it is given up, and all that needs it is refused until it answers.');
    this.left = { leftAt: performance.now(), pids: this.connections.cut() };
  }

  private knockAgain(): void {
    if (this.knocks.length === KNOCKS_AT_ONCE) this.knocks.shift()!.giveUp();
    this.knocks.push(this.makeKnock(this.left));
    this.knockTicks = 0;
  }

  private endKnocks(): void {
    for (const knock of this.knocks.splice(0)) knock.giveUp();
    this.knockTicks = 0;
  }
}

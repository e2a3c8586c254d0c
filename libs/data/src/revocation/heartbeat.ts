import { randomBytes } from 'node:crypto';
import type pg from 'pg';

const EVERY_MS = 250;
/** Cached state is trusted this long after the sending of the last heartbeat that came back; other nodes hear within 1 s (contract §2). */
const FRESH_MS = 800;
/** A connection that gives no heartbeat back for this long is dropped. */
const GIVE_UP_MS = 3_000;

interface Beat {
  readonly id: string;
  readonly sentAt: number;
}

/** Sends a notification through the server to itself, to know that the connection hears. Monotonic time: clocks may be set back. */
export class Heartbeat {
  /** Of this process alone, so that heartbeats wake nobody else. Letters and digits only: it is part of a LISTEN statement. */
  readonly channel = `castellan_heartbeat_${randomBytes(8).toString('hex')}`;
  private provenAt = -Infinity;
  private onItsWay: Beat | null = null;
  private count = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly giveUp: (client: pg.Client) => void) {}

  get isFresh(): boolean {
    return performance.now() - this.provenAt < FRESH_MS;
  }

  /** Resolves after the first heartbeat was sent; the server gives it back before it answers. */
  async start(client: pg.Client): Promise<void> {
    this.stop();
    await this.send(client);
    this.timer = setInterval(() => this.beat(client), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.provenAt = -Infinity;
    this.onItsWay = null;
  }

  heard(id: string | undefined): void {
    if (!this.onItsWay || this.onItsWay.id !== id) return;
    this.provenAt = this.onItsWay.sentAt;
    this.onItsWay = null;
  }

  private beat(client: pg.Client): void {
    if (!this.onItsWay) this.send(client).catch(() => this.giveUp(client));
    else if (performance.now() - this.onItsWay.sentAt > GIVE_UP_MS) this.giveUp(client);
  }

  private async send(client: pg.Client): Promise<void> {
    this.onItsWay = { id: String(++this.count), sentAt: performance.now() };
    await client.query('SELECT pg_notify($1, $2)', [this.channel, this.onItsWay.id]);
  }
}

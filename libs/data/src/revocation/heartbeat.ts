import { randomBytes } from 'node:crypto';

const EVERY_MS = 250;
/**
 * Cached state is trusted this long after the sending of the last heartbeat that was heard; other nodes hear within 1 s
 * (docs/reference/contract.md#sessions).
 */
const FRESH_MS = 800;
/** Connections over which none was heard for this long are made anew. */
const GIVE_UP_MS = 3_000;

interface Beat {
  readonly id: string;
  readonly sentAt: number;
}

export interface HeartbeatParts {
  /** Notifies `channel` over another connection than it is heard on: what a connection tells itself, it hears though it is deaf to others. */
  readonly send: (channel: string, id: string) => Promise<void>;
  readonly giveUp: () => void;
}

/** Sends notifications through the server, to know that those of others would be heard. Monotonic time: clocks may be set back. */
export class Heartbeat {
  /** Of this process alone, so that heartbeats wake nobody else. Letters and digits only: it is part of a LISTEN statement. */
  readonly channel = `castellan_heartbeat_${randomBytes(8).toString('hex')}`;
  private provenAt = -Infinity;
  private onItsWay: Beat | null = null;
  private lastSign = -Infinity;
  private count = 0;
  private timer: NodeJS.Timeout | undefined;
  private proven: () => void = () => {};

  constructor(private readonly parts: HeartbeatParts) {}

  get isFresh(): boolean {
    return performance.now() - this.provenAt < FRESH_MS;
  }

  /** Milliseconds since the sending of the last one that was heard. */
  get ageMs(): number {
    return performance.now() - this.provenAt;
  }

  /** Somebody listens from now on. */
  start(): void {
    this.stop();
    this.lastSign = performance.now();
    this.beat();
    this.timer = setInterval(() => this.beat(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.provenAt = -Infinity;
    this.onItsWay = null;
  }

  heard(id: string | undefined): void {
    if (!this.onItsWay || this.onItsWay.id !== id) return;
    this.provenAt = this.onItsWay.sentAt;
    this.lastSign = performance.now();
    this.onItsWay = null;
    this.proven();
  }

  /** Resolves once a heartbeat is heard; false when none was for as long as a connection is given. */
  async isHeard(): Promise<boolean> {
    if (this.isFresh) return true;
    return new Promise((resolve) => {
      const tooLate = setTimeout(() => resolve(false), GIVE_UP_MS);
      this.proven = () => {
        clearTimeout(tooLate);
        resolve(true);
      };
    });
  }

  private beat(): void {
    if (performance.now() - this.lastSign > GIVE_UP_MS) this.parts.giveUp();
    else if (!this.onItsWay) void this.send();
  }

  private async send(): Promise<void> {
    const beat = { id: String(++this.count), sentAt: performance.now() };
    this.onItsWay = beat;
    try {
      await this.parts.send(this.channel, beat.id);
    } catch {
      if (this.onItsWay === beat) this.onItsWay = null; // the next one goes when the connection is back
    }
  }
}

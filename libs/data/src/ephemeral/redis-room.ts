import { STORE_KINDS, type StoreKind } from './store-kinds.js';

const SECOND_MS = 1_000;

/** What this process has made of one kind, by the second in which it ends. */
class Made {
  private readonly endings = new Map<number, number>();
  private live = 0;
  private lookedAt = 0;

  add(ttlMs: number, now: number): void {
    const second = Math.ceil((now + ttlMs) / SECOND_MS);
    this.endings.set(second, (this.endings.get(second) ?? 0) + 1);
    this.live += 1;
  }

  /** Looks for what has ended at most once a second. */
  count(now: number): number {
    if (now - this.lookedAt < SECOND_MS) return this.live;
    this.lookedAt = now;
    for (const [second, made] of this.endings) {
      if (second * SECOND_MS > now) continue;
      this.endings.delete(second);
      this.live -= made;
    }
    return this.live;
  }
}

/**
 * How many keys of each kind this process has made on Redis that may still live: an upper bound, since one that was deleted counts until
 * it would have ended. It keeps a process from filling Redis with keys of one kind; `maxmemory` bounds what all of them may.
 */
export class RedisRoom {
  private readonly made = new Map<StoreKind, Made>();

  /** @param now ms of a clock that nobody sets */
  constructor(
    private readonly quotaOf: (kind: StoreKind) => number = (kind) => STORE_KINDS[kind].quota,
    private readonly now: () => number = () => performance.now(),
  ) {}

  isFull(kind: StoreKind): boolean {
    return (this.made.get(kind)?.count(this.now()) ?? 0) >= this.quotaOf(kind);
  }

  add(kind: StoreKind, ttlMs: number): void {
    const made = this.made.get(kind) ?? new Made();
    this.made.set(kind, made);
    made.add(ttlMs, this.now());
  }
}

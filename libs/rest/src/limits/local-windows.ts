/** A window that began with its first hit. */
interface Window {
  count: number;
  readonly endsAt: number;
}

export interface Hit {
  readonly count: number;
  /** Milliseconds until the window ends. */
  readonly ttlMs: number;
}

/**
 * Counts hits in fixed windows in this process. Bounded: when full, windows that are over go first, then the oldest; somebody
 * with very many addresses can so forget their own counts, not fill the memory.
 */
export class LocalWindows {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly maxKeys = 100_000,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How many windows are remembered. */
  get size(): number {
    return this.windows.size;
  }

  hit(key: string, windowMs: number): Hit {
    const now = this.now();
    const open = this.windows.get(key);
    if (open && open.endsAt > now) return { count: ++open.count, ttlMs: open.endsAt - now };
    this.begin(key, now + windowMs, now);
    return { count: 1, ttlMs: windowMs };
  }

  private begin(key: string, endsAt: number, now: number): void {
    this.windows.delete(key); // so that the map stays ordered by beginning
    if (this.windows.size >= this.maxKeys) this.makeRoom(now);
    this.windows.set(key, { count: 1, endsAt });
  }

  /** Looks through all windows at most once for each tenth of the capacity, so a flood of addresses costs little each. */
  private makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
    const target = this.maxKeys - Math.ceil(this.maxKeys / 10);
    for (const key of this.windows.keys()) {
      if (this.windows.size <= target) return;
      this.windows.delete(key);
    }
  }
}

/** How many wait at most, how many go in one statement, and how long one waits. */
export interface BufferLimits {
  readonly capacity: number;
  readonly batch: number;
  readonly delayMs: number;
}

export const BUFFER_LIMITS: BufferLimits = { capacity: 10_000, batch: 200, delayMs: 500 };

/** While the database is away. */
const RETRY_MS = 1_000;

type Write<T> = (batch: readonly T[]) => Promise<void>;

/**
 * Gathers what is written off the path of requests: in one statement after `delayMs`, or as soon as a `batch` waits. What cannot be
 * written waits and is tried again; beyond `capacity` the oldest is dropped and counted.
 */
export class EventBuffer<T> {
  private waiting: T[] = [];
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isFailing = false;
  private lost = 0;

  /**
   * @param write rejects when nothing of the batch was written and it is worth another try
   * @param gather gives what was counted elsewhere meanwhile, and is asked before each writing
   */
  constructor(
    private readonly write: Write<T>,
    private readonly limits: BufferLimits = BUFFER_LIMITS,
    private readonly gather: () => readonly T[] = () => [],
  ) {}

  get size(): number {
    return this.waiting.length;
  }

  /** How many were dropped because too many waited. */
  get dropped(): number {
    return this.lost;
  }

  add(...items: readonly T[]): void {
    this.waiting.push(...items);
    this.drop();
    if (this.waiting.length >= this.limits.batch && !this.isFailing) void this.flush().catch(() => {});
    else this.wait(this.limits.delayMs);
  }

  /** There will be something to gather. */
  expect(): void {
    this.wait(this.limits.delayMs);
  }

  /** Resolves once all that was added before is written. Rejects when it cannot be; it stays. */
  flush(): Promise<void> {
    this.writing = this.writing.catch(() => {}).then(() => this.writeAll());
    return this.writing;
  }

  /** Takes all that waits, for a caller who writes it in another way. */
  takeAll(): readonly T[] {
    const taken = [...this.waiting, ...this.gather()];
    this.waiting = [];
    return taken;
  }

  /** Changes what waits; what is being written at this moment is out of reach until `flush` resolves. */
  rewrite(change: (item: T) => T): void {
    this.waiting = [...this.waiting, ...this.gather()].map(change);
  }

  private async writeAll(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.push(...this.gather());
    // what comes meanwhile has a timer of its own: under load this would never end
    for (let left = this.waiting.length; left > 0; left -= this.limits.batch) await this.writeNext();
  }

  private async writeNext(): Promise<void> {
    const batch = this.waiting.splice(0, this.limits.batch);
    try {
      await this.write(batch);
      this.isFailing = false;
    } catch (error) {
      this.isFailing = true;
      this.waiting.unshift(...batch);
      this.drop();
      this.wait(RETRY_MS);
      throw error;
    }
  }

  private drop(): void {
    const excess = this.waiting.length - this.limits.capacity;
    if (excess <= 0) return;
    this.waiting.splice(0, excess);
    this.lost += excess;
  }

  /** Nothing waits for the timer at the end of the process: whoever stops it flushes. */
  private wait(ms: number): void {
    this.timer ??= setTimeout(() => void this.flush().catch(() => {}), ms).unref();
  }
}

import type { Clock } from '@castellan/common';

/** What is asked for rarely, and how long it holds, in milliseconds. */
export interface MemoryRules {
  /** So long nobody looks whether it changed. */
  readonly freshMs: number;
  /** So long it holds while it cannot be asked for anew. */
  readonly holdsMs: number;
  /** After a try that failed, the next one is so much later: no crowd knocks at a door that is shut. */
  readonly retryMs: number;
}

interface Known<T> {
  readonly value: T;
  readonly at: number;
}

/**
 * Remembers the answer of somebody who may be away. One question is open at a time, whoever waits for it. What is old is asked for anew in
 * the background: nobody waits for that, and nobody notices when it fails.
 */
export class Memory<T> {
  private known: Known<T> | null = null;
  private failed: { readonly error: unknown; readonly at: number } | null = null;
  private asking: Promise<T> | null = null;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly clock: Clock,
    private readonly rules: MemoryRules,
  ) {}

  /** @throws what the question throws, while there is no answer that holds */
  current(): Promise<T> {
    const value = this.held();
    if (value === null) return this.hasJustFailed() ? Promise.reject(asError(this.failed?.error)) : this.renew();
    if (this.isOld() && !this.hasJustFailed()) this.renew().catch(() => undefined);
    return Promise.resolve(value);
  }

  private held(): T | null {
    return this.known && this.ageOf(this.known) < this.rules.holdsMs ? this.known.value : null;
  }

  private isOld(): boolean {
    return this.known !== null && this.ageOf(this.known) >= this.rules.freshMs;
  }

  private hasJustFailed(): boolean {
    return this.failed !== null && this.ageOf(this.failed) < this.rules.retryMs;
  }

  private ageOf({ at }: { readonly at: number }): number {
    return this.clock.monotonic() - at;
  }

  private renew(): Promise<T> {
    this.asking ??= this.asked().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async asked(): Promise<T> {
    try {
      const value = await this.ask();
      this.known = { value, at: this.clock.monotonic() };
      return value;
    } catch (error) {
      this.failed = { error, at: this.clock.monotonic() };
      throw error;
    }
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('it failed', { cause: error }));

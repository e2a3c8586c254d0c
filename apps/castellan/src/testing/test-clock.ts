import { AsyncLocalStorage } from 'node:async_hooks';
import { Clock } from '@castellan/common';

/** The machine's clock, and how far a test has moved it. */
export class TestClock extends Clock {
  private travelledMs = 0;
  /** How long ago it is for the work that is done there. */
  private readonly ago = new AsyncLocalStorage<number>();

  now(): Date {
    return new Date(this.millis());
  }

  override millis(): number {
    return Date.now() + this.offsetMs;
  }

  override monotonic(): number {
    return performance.now() + this.offsetMs;
  }

  /** @throws Error where no Date could say what time it is then */
  travel(ms: number): void {
    if (Number.isNaN(new Date(this.millis() + ms).getTime())) throw new Error('That is beyond what a Date holds, about 270 000 years.');
    this.travelledMs += ms;
  }

  /** Does the work as if it was so long ago; for everybody else time is what it was. */
  before<T>(ms: number, work: () => Promise<T>): Promise<T> {
    return this.ago.run(ms, work);
  }

  private get offsetMs(): number {
    return this.travelledMs - (this.ago.getStore() ?? 0);
  }
}

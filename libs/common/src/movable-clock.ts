import { Clock, SystemClock } from './clock.js';

/**
 * For tests: goes on as the clock inside of it does, and can be moved forward. What it reaches and what not:
 * docs/decisions/0143-one-clock-for-what-is-decided.md.
 */
export class MovableClock extends Clock {
  private ahead = 0;

  constructor(private readonly inner: Clock = new SystemClock()) {
    super();
  }

  now(): Date {
    return new Date(this.millis());
  }

  override millis(): number {
    return this.inner.millis() + this.ahead;
  }

  override monotonic(): number {
    return this.inner.monotonic() + this.ahead;
  }

  /** @param ms milliseconds. @throws RangeError for a way back: nothing here is made for one */
  travel(ms: number): void {
    if (!(ms >= 0)) throw new RangeError('Time goes forward.');
    this.ahead += ms;
  }
}

/** The only source of the time of day, so that tests can hold it still. */
export abstract class Clock {
  /** The time now. */
  abstract now(): Date;

  /** Milliseconds since the epoch. */
  millis(): number {
    return this.now().getTime();
  }

  /**
   * Milliseconds from an arbitrary start that only ever go forward: for windows kept in memory, which must not move when somebody sets a
   * clock.
   */
  monotonic(): number {
    return this.millis();
  }

  /** Whole seconds since the epoch, as JWTs count (RFC 7519 NumericDate). */
  seconds(): number {
    return Math.floor(this.millis() / 1000);
  }

  /** The moment `ms` milliseconds from now. */
  in(ms: number): Date {
    return new Date(this.millis() + ms);
  }
}

/** The clock of this machine. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  override millis(): number {
    return Date.now();
  }

  override monotonic(): number {
    return performance.now();
  }
}

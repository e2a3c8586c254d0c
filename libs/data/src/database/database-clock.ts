import { Clock } from '@castellan/common';

/** A look at the database's clock: what it said, and when that was asked and heard, by this machine's monotonic clock. In ms. */
export interface ClockLook {
  readonly askedAt: number;
  readonly time: number;
  readonly heardAt: number;
}

/**
 * The time of the database, as every node tells it: windows and graces that one node begins are judged by another
 * (docs/decisions/0020-time-is-the-databases.md). Between two looks it goes on by this machine's monotonic clock, so that setting the
 * machine's clock changes nothing. Before the first look, and with the embedded database, which has no clock of its own, it is the
 * machine's.
 */
export class DatabaseClock extends Clock {
  /** How far the database's time is ahead of the monotonic one. */
  private ahead: number | null = null;

  constructor(private readonly ticks: () => number = () => performance.now()) {
    super();
  }

  now(): Date {
    return new Date(this.millis());
  }

  override millis(): number {
    return this.ahead === null ? Date.now() : Math.floor(this.ticks() + this.ahead);
  }

  override monotonic(): number {
    return this.ticks();
  }

  /** The truth lies between the asking and the hearing. What is believed moves only if it lies outside, so a slow look moves nothing. */
  learn({ askedAt, time, heardAt }: ClockLook): void {
    const [least, most] = [time - heardAt, time - askedAt];
    this.ahead = this.ahead === null ? (least + most) / 2 : Math.min(most, Math.max(least, this.ahead));
  }
}

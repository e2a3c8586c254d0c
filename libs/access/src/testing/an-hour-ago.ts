import { Clock } from '@castellan/common';

/** An hour before what another clock says. */
export class AnHourAgo extends Clock {
  constructor(private readonly clock: Clock) {
    super();
  }

  now(): Date {
    return this.clock.in(-60 * 60_000);
  }
}

import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { KeptFigures } from './kept-figures.js';

const DAY_MS = 24 * 3_600_000;
const DAYS = 30;
/** Events of the last second of a day are written a little later, those of an outage later still. */
const SETTLES_AFTER_MS = 3_600_000;
/** A deleted user leaves the past days too, though not at once. */
const SETTLED_KEPT_MS = 6 * 3_600_000;

/** A day of UTC, `YYYY-MM-DD`, with what was counted on it. */
export type Day<T> = T & { readonly date: string };

/** Counts from its first to its last moment; `until` counts to the next day. */
export type CountDay<T> = (from: Date, until: Date) => Promise<T>;

/** What happened each day. A day that is over does not change, so it is counted once in some hours. */
@Injectable()
export class DailyFigures {
  constructor(
    private readonly kept: KeptFigures,
    private readonly clock: Clock,
  ) {}

  /** `YYYY-MM-DD` */
  get today(): string {
    return dateOf(this.clock.now());
  }

  /** Midnight before the first of the days that figures are shown of. */
  get since(): Date {
    return new Date((Math.floor(this.clock.millis() / DAY_MS) - DAYS + 1) * DAY_MS);
  }

  /** The last 30 days, the oldest first and today last, without a gap. @param name what is kept is kept under it */
  async lastDays<T extends object>(name: string, count: CountDay<T>): Promise<readonly Day<T>[]> {
    const first = this.since.getTime();
    const settled = (await this.kept.recall<Record<string, T>>(`${name}:days`)) ?? {};
    const days: Day<T>[] = [];
    for (let index = 0; index < DAYS; index += 1) {
      const from = new Date(first + index * DAY_MS);
      days.push({ date: dateOf(from), ...(settled[dateOf(from)] ?? (await count(from, new Date(from.getTime() + DAY_MS)))) });
    }
    await this.keep(name, days, settled);
    return days;
  }

  private async keep<T extends object>(name: string, days: readonly Day<T>[], known: Readonly<Record<string, T>>): Promise<void> {
    const lastSettled = dateOf(new Date(this.clock.millis() - SETTLES_AFTER_MS - DAY_MS));
    const over = days.filter(({ date }) => date <= lastSettled);
    if (over.every(({ date }) => Object.hasOwn(known, date))) return;
    await this.kept.remember(`${name}:days`, Object.fromEntries(over.map((day) => [day.date, day])), SETTLED_KEPT_MS);
  }
}

const dateOf = (moment: Date): string => moment.toISOString().slice(0, 10);

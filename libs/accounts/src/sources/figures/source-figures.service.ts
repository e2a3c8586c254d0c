import { Clock, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { displayName } from '../display-name.js';
import type { FigureQuery } from './figure-query.js';
import { SourceFiguresRepository } from './source-figures.repository.js';
import type { CountedSource } from './source-figures.repository.js';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;

export interface SourceFigure {
  readonly id: string;
  readonly url: string;
  /** For people; see `displayName`. */
  readonly displayName: string;
  /** Users who came from there in the period, for the first time or later: somebody with two sources counts at both. */
  readonly userCount: number;
}

export interface DayFigure extends Omit<SourceFigure, 'id'> {
  /** `YYYY-MM-DD` in UTC. */
  readonly date: string;
}

/** How many users come from where, for operators. Figures only: nothing in them tells who. Sources that are not active are left out. */
@Injectable()
export class SourceFigures {
  constructor(
    private readonly repository: SourceFiguresRepository,
    private readonly clock: Clock,
  ) {}

  /** The sources with most users, the largest first. */
  async top(query: FigureQuery): Promise<readonly SourceFigure[]> {
    return (await this.repository.top(query)).map(toFigure);
  }

  /**
   * The largest sources of a period, day by day, the oldest day first; days without anybody are left out. 30 days up to `until` or now,
   * unless it says since when.
   * @throws ValidationFailed for more than 366 days
   */
  async timeline(query: FigureQuery): Promise<readonly DayFigure[]> {
    const until = query.until ?? this.clock.now();
    const since = query.since ?? daysBefore(until);
    if (until.getTime() - since.getTime() > MAX_DAYS * DAY_MS) throw new ValidationFailed({ errors: { since: [TOO_LONG] } });
    const days = await this.repository.timeline({ ...query, since });
    return days.map((day) => ({ date: day.date, url: day.url, displayName: displayName(day.url, day.name), userCount: day.userCount }));
  }
}

const TOO_LONG = `A timeline has at most ${MAX_DAYS} days.`;

/** The midnight that begins the first of so many days, the day before `until` being the last. */
function daysBefore(until: Date): Date {
  const lastDay = Math.floor((until.getTime() - 1) / DAY_MS);
  return new Date((lastDay - DEFAULT_DAYS + 1) * DAY_MS);
}

const toFigure = ({ id, url, name, userCount }: CountedSource): SourceFigure => ({
  id,
  url,
  displayName: displayName(url, name),
  userCount,
});

import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { displayName } from '../display-name.js';
import { boundedQuery } from './figure-query.js';
import type { FigureQuery } from './figure-query.js';
import { SourceFiguresRepository } from './source-figures.repository.js';
import type { CountedSource } from './source-figures.repository.js';

/** How many users came from a source. */
export interface SourceFigure {
  readonly id: string;
  readonly url: string;
  /** For people; see `displayName`. */
  readonly displayName: string;
  /** Users who came from there in the period, for the first time or later: somebody with two sources counts at both. */
  readonly userCount: number;
}

/** A source on one day. */
export interface DayFigure extends Omit<SourceFigure, 'id'> {
  /** `YYYY-MM-DD` in UTC. */
  readonly date: string;
}

/**
 * How many users come from where, for operators. Figures only: nothing in them tells who. Sources that are not active are left out. The
 * largest comes first; of time, `timeline` and `quality` take the 30 days up to `until` or now, unless the query says since when.
 */
@Injectable()
export class SourceFigures {
  constructor(
    private readonly repository: SourceFiguresRepository,
    private readonly clock: Clock,
  ) {}

  /** The sources that most users came from, the largest first. */
  async top(query: FigureQuery): Promise<readonly SourceFigure[]> {
    return (await this.repository.top(query)).map(toFigure);
  }

  /** Day by day, the oldest first; days without anybody are left out. @throws ValidationFailed for more than 366 days */
  async timeline(query: FigureQuery): Promise<readonly DayFigure[]> {
    const days = await this.repository.timeline(boundedQuery(query, this.clock.now()));
    return days.map((day) => ({ date: day.date, url: day.url, displayName: displayName(day.url, day.name), userCount: day.userCount }));
  }
}

const toFigure = ({ id, url, name, userCount }: CountedSource): SourceFigure => ({
  id,
  url,
  displayName: displayName(url, name),
  userCount,
});

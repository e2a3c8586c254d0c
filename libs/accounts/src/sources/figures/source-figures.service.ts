import { Clock, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { displayName } from '../display-name.js';
import type { FigureQuery } from './figure-query.js';
import { SourceFiguresRepository } from './source-figures.repository.js';
import type { CountedSource } from './source-figures.repository.js';
import { SourceQuality } from './source-quality.service.js';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;
const TOO_LONG = `Ask for ${MAX_DAYS} days at most.`;

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

export interface QualityFigure extends SourceFigure {
  /** 0 to 1: of these users, how many have proven their address by now. */
  readonly verifiedShare: number;
  /** 0 to 1: of these users, how many have a second factor by now. */
  readonly twoFactorShare: number;
}

/**
 * How many users come from where, for operators. Figures only: nothing in them tells who. Sources that are not active are left out. The
 * largest comes first; of time, `timeline` and `quality` take the 30 days up to `until` or now, unless the query says since when.
 */
@Injectable()
export class SourceFigures {
  constructor(
    private readonly repository: SourceFiguresRepository,
    private readonly sourceQuality: SourceQuality,
    private readonly clock: Clock,
  ) {}

  async top(query: FigureQuery): Promise<readonly SourceFigure[]> {
    return (await this.repository.top(query)).map(toFigure);
  }

  /** Day by day, the oldest first; days without anybody are left out. @throws ValidationFailed for more than 366 days */
  async timeline(query: FigureQuery): Promise<readonly DayFigure[]> {
    const days = await this.repository.timeline(this.bounded(query));
    return days.map((day) => ({ date: day.date, url: day.url, displayName: displayName(day.url, day.name), userCount: day.userCount }));
  }

  /** What became of the users of each source. @throws ValidationFailed for more than 366 days */
  async quality(query: FigureQuery): Promise<readonly QualityFigure[]> {
    const bounded = this.bounded(query);
    const sources = await this.repository.top(bounded);
    const tallies = await this.sourceQuality.tally(
      sources.map(({ id }) => id),
      bounded,
    );
    return sources.map((source) => {
      const { users = 0, verified = 0, twoFactor = 0 } = tallies.get(source.id) ?? {};
      return {
        ...toFigure({ ...source, userCount: users }),
        verifiedShare: share(verified, users),
        twoFactorShare: share(twoFactor, users),
      };
    });
  }

  private bounded(query: FigureQuery): FigureQuery {
    const until = query.until ?? this.clock.now();
    const since = query.since ?? daysBefore(until);
    if (until.getTime() - since.getTime() > MAX_DAYS * DAY_MS) throw new ValidationFailed({ errors: { since: [TOO_LONG] } });
    return { ...query, since };
  }
}

/** The midnight that begins the first of so many days; the last is the one in which `until` falls, or which it ends. */
function daysBefore(until: Date): Date {
  const lastDay = Math.floor((until.getTime() - 1) / DAY_MS);
  return new Date((lastDay - DEFAULT_DAYS + 1) * DAY_MS);
}

/** To four digits. The two were counted one after the other, and people come in between. */
const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round(Math.min(1, part / whole) * 10_000) / 10_000);

const toFigure = ({ id, url, name, userCount }: CountedSource): SourceFigure => ({
  id,
  url,
  displayName: displayName(url, name),
  userCount,
});

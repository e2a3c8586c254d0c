import { Clock } from '@castellan/common';
import { boundedQuery, SourceFigures } from '@castellan/sources';
import type { FigureQuery, Period, SourceFigure } from '@castellan/sources';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { SourceQualityRepository } from './source-quality.repository.js';
import type { LinkedUser } from './source-quality.repository.js';

/** Users of one page: short queries one after the other, so that nobody waits for the whole. */
const PAGE = 20_000;

/** A source, and what became of the users who came from it. */
export interface QualityFigure extends SourceFigure {
  /** 0 to 1: of these users, how many have proven their address by now. */
  readonly verifiedShare: number;
  /** 0 to 1: of these users, how many have a second factor by now. */
  readonly twoFactorShare: number;
}

/** Of the users who came from a source. */
interface Tally {
  readonly users: number;
  readonly verified: number;
  readonly twoFactor: number;
}

/** What became of the users who came from sources: figures only, nothing in them tells who. */
@Injectable()
export class SourceQuality {
  constructor(
    private readonly repository: SourceQualityRepository,
    private readonly figures: SourceFigures,
    private readonly twoFactor: TwoFactor,
    private readonly clock: Clock,
  ) {}

  /** The sources with most users, the largest first, and the shares of theirs. @throws ValidationFailed for more than 366 days */
  async bySource(query: FigureQuery): Promise<readonly QualityFigure[]> {
    const bounded = boundedQuery(query, this.clock.now());
    const sources = await this.figures.top(bounded);
    const tallies = await this.tally(
      sources.map(({ id }) => id),
      bounded,
    );
    return sources.map((source) => {
      const { users = 0, verified = 0, twoFactor = 0 } = tallies.get(source.id) ?? {};
      return { ...source, userCount: users, verifiedShare: share(verified, users), twoFactorShare: share(twoFactor, users) };
    });
  }

  /** By the id of the source; one that nobody came from in the period has none. */
  private async tally(sourceIds: readonly string[], period: Period): Promise<ReadonlyMap<string, Tally>> {
    const counts = await this.repository.verified(sourceIds, period);
    const protectedUsers = await this.countProtected(sourceIds, period);
    return new Map(counts.map(({ id, users, verified }) => [id, { users, verified, twoFactor: protectedUsers.get(id) ?? 0 }]));
  }

  /** The users with a second factor by the id of their source. Which they are is known to `TwoFactor` alone. */
  private async countProtected(sourceIds: readonly string[], period: Period): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for await (const page of this.pages(sourceIds, period)) {
      const enabled = await this.twoFactor.enabledAmong(page.map(({ userId }) => userId));
      for (const { sourceId } of page.filter(({ userId }) => enabled.has(userId))) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
    }
    return counts;
  }

  private async *pages(sourceIds: readonly string[], period: Period): AsyncGenerator<readonly LinkedUser[]> {
    for (let page = await this.page(sourceIds, period, '-infinity'); page.length > 0;) {
      yield page;
      page = page.length < PAGE ? [] : await this.page(sourceIds, period, page.at(-1)!.at);
    }
  }

  private page(sourceIds: readonly string[], period: Period, after: string): Promise<readonly LinkedUser[]> {
    return this.repository.linkedUsers(sourceIds, period, after, PAGE);
  }
}

/** To four digits. The two were counted one after the other, and people come in between. */
const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round(Math.min(1, part / whole) * 10_000) / 10_000);

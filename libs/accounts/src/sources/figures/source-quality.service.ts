import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { Period } from './figure-query.js';
import { SourceFiguresRepository } from './source-figures.repository.js';
import type { LinkedUser } from './source-figures.repository.js';

/** Users of one page: short queries one after the other, so that nobody waits for the whole. */
const PAGE = 20_000;

/** Of the users who came from a source. */
export interface SourceTally {
  readonly users: number;
  readonly verified: number;
  readonly twoFactor: number;
}

/** Counts what became of the users who came from sources. */
@Injectable()
export class SourceQuality {
  constructor(
    private readonly repository: SourceFiguresRepository,
    private readonly twoFactor: TwoFactor,
  ) {}

  /** By the id of the source; one that nobody came from in the period has none. */
  async tally(sourceIds: readonly string[], period: Period): Promise<ReadonlyMap<string, SourceTally>> {
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

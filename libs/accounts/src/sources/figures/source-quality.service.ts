import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { Period } from './figure-query.js';
import { SourceFiguresRepository } from './source-figures.repository.js';
import type { LinkedUser } from './source-figures.repository.js';

/** Users of one page: one short query here, and one of `TwoFactor`, so that nobody waits for the whole. */
const PAGE = 10_000;

/** Of the users who came from a source. */
export interface SourceTally {
  readonly users: number;
  readonly verified: number;
  readonly twoFactor: number;
}

const NOBODY: SourceTally = { users: 0, verified: 0, twoFactor: 0 };

/** Counts what became of the users who came from sources. */
@Injectable()
export class SourceQuality {
  constructor(
    private readonly repository: SourceFiguresRepository,
    private readonly twoFactor: TwoFactor,
  ) {}

  /** By the id of the source. */
  async tally(sourceIds: readonly string[], period: Period): Promise<ReadonlyMap<string, SourceTally>> {
    const tallies = new Map(sourceIds.map((id) => [id, NOBODY]));
    for await (const page of this.pages(sourceIds, period)) {
      const withTwoFactor = await this.twoFactor.enabledAmong(page.map(({ userId }) => userId));
      for (const user of page) {
        const tally = tallies.get(user.sourceId) ?? NOBODY;
        tallies.set(user.sourceId, counted(tally, user, withTwoFactor.has(user.userId)));
      }
    }
    return tallies;
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

function counted({ users, verified, twoFactor }: SourceTally, { isVerified }: LinkedUser, hasTwoFactor: boolean): SourceTally {
  return { users: users + 1, verified: verified + Number(isVerified), twoFactor: twoFactor + Number(hasTwoFactor) };
}

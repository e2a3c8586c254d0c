import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { RegistrationSourcesRepository } from './registration-sources.repository.js';
import { keptSourceUrl } from './source-url.js';

const MAX_ATTEMPTS = 3;
/** Each batch holds its locks for milliseconds. */
const BATCH = 1_000;

/** Where users come from. */
@Injectable()
export class RegistrationSources {
  constructor(
    private readonly repository: RegistrationSourcesRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /**
   * Remembers that the user came from there. Part of the caller's transaction, after the user's row was inserted or locked: everybody takes
   * these locks in this order, so nobody waits in a circle. A URL of which nothing is kept changes nothing; so does one the user is linked
   * to. `first`: they register there, unless they did elsewhere.
   */
  async link(userId: string, sourceUrl: string | null, { first }: { readonly first: boolean }): Promise<void> {
    const url = keptSourceUrl(sourceUrl);
    if (url === null) return;
    const now = this.clock.now();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      await this.repository.ensure(url, now);
      if (await this.repository.link({ userId, url, first }, now)) return; // else it was deleted a moment ago
    }
  }

  /** Deletes sources that nobody came from any more and that no operator has named, described or taken out. Gives their number. */
  async deleteUnused(): Promise<number> {
    let deleted = 0;
    for (let locked = BATCH; locked === BATCH;) {
      await this.transaction.run(async () => {
        const ids = await this.repository.lockUnused(BATCH);
        deleted += await this.repository.deleteUnused(ids);
        locked = ids.length;
      });
    }
    return deleted;
  }
}

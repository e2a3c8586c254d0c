import { Clock, NotFound, PLAIN_LINE, ValidationFailed } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import type { OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { displayName } from './display-name.js';
import { RegistrationSourcesRepository } from './registration-sources.repository.js';
import type { SourceSettings, StoredSourceOfUser } from './registration-sources.repository.js';
import { keptSourceUrl } from './source-url.js';

const MAX_ATTEMPTS = 3;
/** Each batch holds its locks for milliseconds. */
const BATCH = 1_000;
const MAX_NAME_LENGTH = 100;
const NAME = { name: [`Use 1 to ${MAX_NAME_LENGTH} characters on one line, or none at all.`] };

const STALE = { name: ['Somebody changed this source meanwhile. Open it again, and change it then.'] };

/** Where one user came from, under the name that operators read. */
export type SourceOfUser = StoredSourceOfUser & { readonly name: string };

/** Where users come from. */
@Injectable()
export class RegistrationSources {
  constructor(
    private readonly repository: RegistrationSourcesRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
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

  /** The first one first. */
  async ofUser(userId: string): Promise<readonly SourceOfUser[]> {
    return (await this.repository.ofUser(userId)).map((source) => ({ ...source, name: displayName(source.url, source.name) }));
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

  /**
   * What operators read instead of the URL; null leaves it to the rules again, docs/reference/contract.md#sources.
   * @param version of the source when its name was read, to be refused when it changed since
   * @throws NotFound, ValidationFailed
   */
  async rename(id: string, name: string | null, context: OperatorContext, version?: string): Promise<void> {
    const trimmed = name?.trim().normalize('NFC') ?? null;
    const isAcceptable = trimmed === null || (trimmed !== '' && trimmed.length <= MAX_NAME_LENGTH && PLAIN_LINE.test(trimmed));
    if (!isAcceptable) throw new ValidationFailed({ errors: NAME });
    await this.change(id, { name: trimmed }, context, version);
  }

  /** An inactive source is left out of the figures; people are linked to it all the same. @throws NotFound */
  async setActive(id: string, isActive: boolean, context: OperatorContext): Promise<void> {
    await this.change(id, { isActive }, context);
  }

  private async change(id: string, change: Partial<SourceSettings>, context: OperatorContext, version?: string): Promise<void> {
    await this.transaction.run(async () => {
      const before = await this.repository.lock(id);
      if (!before) throw new NotFound();
      if (version !== undefined && version !== before.version) throw new ValidationFailed({ errors: STALE });
      const after = { ...before, ...change };
      await this.repository.update(id, after);
      const changes = { name: [before.name, after.name], is_active: [before.isActive, after.isActive] } as const;
      await this.audit.record({ action: 'source.changed', target: { type: 'source', id }, changes, context });
    });
  }
}

import { ACCESS_OPTIONS } from '@castellan/access';
import type { AccessRules } from '@castellan/access';
import { Clock } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { FeedCursors } from './feed-cursors.js';
import { FeedWaiters } from './feed-waiters.service.js';
import { REVOCATIONS_KEPT_MS } from './revocation.types.js';
import type { FeedAnswer, Position, Seen, StoredRevocation } from './revocation.types.js';
import { RevocationsRepository } from './revocations.repository.js';

/** Rows of an answer at most; more follow at once. */
const PAGE = 1_000;
/** Clocks of services differ, and a transaction is committed later than it wrote. */
const MARGIN_MS = 60_000;

/**
 * Tells other services which sessions and tokens are over (docs/reference/contract.md#revocation-feed): nothing is skipped and nothing told
 * twice, whatever commits late, on any node, and after a restart.
 */
@Injectable()
export class RevocationFeed {
  private readonly cursors: FeedCursors;
  private readonly pages = new Map<string, Promise<Seen>>();

  constructor(
    private readonly repository: RevocationsRepository,
    private readonly waiters: FeedWaiters,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly access: AccessRules,
    @Inject(ACCOUNTS_OPTIONS) options: AccountsOptions,
  ) {
    this.cursors = new FeedCursors(options.secretKeys);
  }

  /**
   * What came after the cursor; without one, what is younger than the longest access token. Where there is nothing yet it waits for
   * `waitMs`, unless `gone` says that nobody listens any more.
   */
  async after(cursor: string | null, waitMs: number, gone: AbortSignal): Promise<FeedAnswer> {
    const position = cursor === null ? this.beginning() : this.cursors.read(cursor, this.clock.millis() - REVOCATIONS_KEPT_MS);
    if (!position) return { reset: true };
    const seen = (await this.waited(position, waitMs, gone)) ?? (await this.read(position));
    return position.of === null || position.of === seen.database ? this.answer(position, seen) : { reset: true };
  }

  /** How many wait for the next one. @internal */
  get waiting(): number {
    return this.waiters.count;
  }

  /** The process is about to end: whoever waits is answered, and nobody waits from now on. */
  release(): void {
    this.waiters.release();
  }

  private beginning(): Position {
    return { of: null, place: { since: this.clock.in(-this.access.accessTtlMs - MARGIN_MS) }, leaf: null };
  }

  /** Only one who has all that there was can wait for more. */
  private async waited({ of, place, leaf }: Position, waitMs: number, gone: AbortSignal): Promise<Seen | null> {
    return of !== null && 'after' in place && !leaf && waitMs > 0 ? this.waiters.wait(of, place.after, waitMs, gone) : null;
  }

  /** A page of a moment that is past stays as it is: followers who go through the same pages at once share what is read. */
  private read(position: Position): Promise<Seen> {
    const { place, leaf } = position;
    if (!leaf || !('after' in place)) return this.readNow(position);
    const page = `${place.after.text} ${leaf.upTo.text} ${leaf.afterId}`;
    const reading = this.pages.get(page) ?? this.readNow(position).finally(() => this.pages.delete(page));
    this.pages.set(page, reading);
    return reading;
  }

  private readNow({ place, leaf }: Position): Promise<Seen> {
    return this.repository.read({ place, upTo: leaf?.upTo, afterId: leaf?.afterId, limit: PAGE + 1 });
  }

  private answer({ place }: Position, { database: of, snapshot, rows, cutAfter }: Seen): FeedAnswer {
    const results = rows.slice(0, PAGE);
    const afterId = rows.length > PAGE ? lastOf(results).id : cutAfter;
    const more = afterId !== undefined;
    const next = more ? { of, place, leaf: { upTo: snapshot, afterId } } : { of, place: { after: snapshot }, leaf: null };
    return { reset: false, cursor: this.cursors.write(next, this.clock.millis()), results, more };
  }
}

const lastOf = (rows: readonly StoredRevocation[]): StoredRevocation => rows.at(-1)!; // of a full page

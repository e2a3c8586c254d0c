import { CannotJoin } from './cannot-join.js';
import { depthOf } from './host-query-runner.js';
import type { HostQueryRunner } from './host-query-runner.js';
import type { HostSession } from './host-session.js';
import type { HostTransaction } from './host-transaction.js';

type Watched = Pick<HostQueryRunner, 'query' | 'commitTransaction' | 'rollbackTransaction' | 'release'>;

/** Ends a transaction past the methods that are watched. */
const ENDS_BY_SQL = /^\s*(?:commit|end|abort|rollback(?!\s+(?:work\s+|transaction\s+)?to\b)|prepare\s+transaction)\b/i;

/**
 * A query runner of a host's, watched for the end of its transaction, which is the host's to bring about: by the methods of that very object,
 * put before its own ones for as long as it lives. What it does besides waits while work of ours is at it, since a savepoint that is rolled
 * back takes everything with it that came after.
 */
export class WatchedRunner {
  private readonly own: Watched;
  private turn: Promise<unknown> = Promise.resolve();
  private isEnding = false;

  constructor(
    private readonly host: HostQueryRunner,
    private readonly session: HostSession,
    private readonly transaction: HostTransaction,
    private readonly isWithin: () => boolean,
  ) {
    this.own = {
      query: host.query.bind(host),
      commitTransaction: host.commitTransaction.bind(host),
      rollbackTransaction: host.rollbackTransaction.bind(host),
      release: host.release.bind(host),
    };
    Object.assign(host, {
      query: (...query: Parameters<Watched['query']>) => this.query(query),
      commitTransaction: () => this.end(() => this.commit()),
      rollbackTransaction: () => this.end(() => this.rollBack()),
      release: () => this.end(() => this.release()),
    } satisfies Watched);
  }

  /** One work after the other. `look` refuses a transaction that is of no use. */
  async work<T>(look: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    if (this.isEnding) throw new CannotJoin('the transaction is ending.');
    return this.inTurn(async () => {
      await look();
      return this.transaction.work(work);
    });
  }

  private async query(query: Parameters<Watched['query']>): Promise<unknown> {
    if (this.isEnding) return this.own.query(...query);
    if (!this.transaction.isEmpty && ENDS_BY_SQL.test(query[0])) {
      throw new CannotJoin('a transaction with work of Castellan in it is ended by commitTransaction or rollbackTransaction.');
    }
    if (this.isWithin()) return this.session.asHost(() => this.own.query(...query));
    await this.turn;
    return this.own.query(...query);
  }

  private async end(how: () => Promise<void>): Promise<void> {
    if (this.isWithin()) throw new CannotJoin('a transaction is not ended while work of Castellan is at it.');
    if (this.isEnding) return how(); // TypeORM itself, in the midst of it
    await this.inTurn(async () => {
      this.isEnding = true;
      await how().finally(() => (this.isEnding = false));
    });
  }

  private async commit(): Promise<void> {
    if (this.transaction.isEmpty) return this.own.commitTransaction();
    if (depthOf(this.host) > 1) {
      await this.own.commitTransaction();
      this.transaction.savepointReleased();
      return;
    }
    await this.transaction.finish();
    const isSound = await this.session.isSound();
    await this.own.commitTransaction();
    this.transaction.end(isSound);
  }

  private async rollBack(): Promise<void> {
    const depth = depthOf(this.host);
    try {
      await this.own.rollbackTransaction();
    } finally {
      this.transaction.rolledBackTo(depth);
      if (depth <= 1) this.transaction.end(false);
    }
  }

  /** A transaction that is left open would go back to the pool as it is, and be committed by whoever comes next. */
  private async release(): Promise<void> {
    try {
      while (!this.transaction.isEmpty && this.host.isTransactionActive) await this.rollBack();
    } catch {
      // the connection broke
    } finally {
      this.transaction.end(false);
      await this.own.release();
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => {});
    return turn;
  }
}

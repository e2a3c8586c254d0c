import { STATEMENT_TIMEOUT_MS } from '../database/session-settings.js';
import { CannotJoin } from './cannot-join.js';
import { depthOf } from './host-query-runner.js';
import type { HostQueryRunner } from './host-query-runner.js';
import type { HostSession } from './host-session.js';
import type { HostTransaction } from './host-transaction.js';
import { controlsTransaction, endsTransaction } from './transaction-control.js';

type Watched = Pick<HostQueryRunner, 'query' | 'startTransaction' | 'commitTransaction' | 'rollbackTransaction' | 'release'>;

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
      startTransaction: host.startTransaction.bind(host),
      commitTransaction: host.commitTransaction.bind(host),
      rollbackTransaction: host.rollbackTransaction.bind(host),
      release: host.release.bind(host),
    };
    Object.assign(host, {
      query: (...query: Parameters<Watched['query']>) => this.query(query),
      startTransaction: (...isolation: Parameters<Watched['startTransaction']>) => this.start(isolation),
      commitTransaction: () => this.end(() => this.commit()),
      rollbackTransaction: () => this.end(() => this.rollBack()),
      release: () => this.end(() => this.release()),
    } satisfies Watched);
  }

  /** One work after the other. `look` refuses a transaction that is of no use. */
  async work<T>(look: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    if (this.isEnding) throw new CannotJoin('the transaction is ending.');
    return this.inTurn(this.workIsOver(), async () => {
      await look();
      return this.transaction.work(work);
    });
  }

  private async query(query: Parameters<Watched['query']>): Promise<unknown> {
    if (this.isEnding) return this.own.query(...query);
    if (!this.transaction.isEmpty && endsTransaction(query[0])) {
      throw new CannotJoin('a transaction with work of Castellan in it is ended by commitTransaction or rollbackTransaction.');
    }
    if (this.isWithin()) return this.queryWithin(query);
    await this.workIsOver();
    return this.own.query(...query);
  }

  private async queryWithin(query: Parameters<Watched['query']>): Promise<unknown> {
    if (controlsTransaction(query[0])) throw new CannotJoin(`${NO_SAVEPOINT}; not by SQL either.`);
    return this.session.asHost(() => this.own.query(...query));
  }

  /** TypeORM counts the savepoint, and could not give it back: its end would have to come past ours. */
  private async start(isolation: Parameters<Watched['startTransaction']>): Promise<void> {
    if (this.isWithin()) throw new CannotJoin(`${NO_SAVEPOINT}. Begin a nested transaction before join, or after it.`);
    return this.own.startTransaction(...isolation);
  }

  /** Not awaited for ever: what lost the async context of the work may be what the work itself waits for, and sends nothing meanwhile. */
  private async workIsOver(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const stuck = new Promise<never>((_, reject) => {
      let { count } = this.session;
      timer = setInterval(() => {
        if (count === this.session.count) reject(new CannotJoin(STUCK));
        ({ count } = this.session);
      }, STATEMENT_TIMEOUT_MS);
    });
    await Promise.race([this.turn, stuck]).finally(() => clearInterval(timer));
  }

  private async end(how: () => Promise<void>): Promise<void> {
    if (this.isWithin()) throw new CannotJoin('a transaction is not ended while work of Castellan is at it.');
    if (this.isEnding) return how(); // TypeORM itself, in the midst of it
    await this.inTurn(this.turn, async () => {
      this.isEnding = true;
      await how().finally(() => (this.isEnding = false));
    });
  }

  private async commit(): Promise<void> {
    if (this.transaction.isEmpty || depthOf(this.host) > 1) return this.own.commitTransaction();
    await this.transaction.finish();
    const isSound = await this.session.standing().then(
      () => true,
      () => false,
    );
    await this.own.commitTransaction();
    this.transaction.end(isSound);
  }

  private async rollBack(): Promise<void> {
    const depth = depthOf(this.host);
    try {
      await this.own.rollbackTransaction();
    } finally {
      if (depth <= 1) await this.transaction.settle();
    }
  }

  /** A transaction that is left open would go back to the pool as it is, and be committed by whoever comes next. */
  private async release(): Promise<void> {
    try {
      while (this.host.isTransactionActive && !this.host.isReleased) await this.rollBack();
    } catch {
      await this.session.close();
    } finally {
      await this.transaction.settle();
      await this.own.release();
    }
  }

  /** Those that come later wait for both, whatever becomes of this one. */
  private inTurn<T>(mayBegin: Promise<unknown>, work: () => Promise<T>): Promise<T> {
    const turn = mayBegin.then(work);
    this.turn = Promise.allSettled([this.turn, turn]);
    return turn;
  }
}

const NO_SAVEPOINT = 'no transaction, and no savepoint, is begun or ended on the query runner while work of Castellan is at it';
const STUCK =
  `what was sent meanwhile waited for work of Castellan on the same query runner, which sent nothing for ${STATEMENT_TIMEOUT_MS / 1000} ` +
  'seconds, and is refused. Where it is a part of the work it lost the async context, as in a timer or a batch: send it where it is awaited, ' +
  'or before join.';

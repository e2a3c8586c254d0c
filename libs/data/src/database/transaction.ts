import { Surrounding } from '@castellan/common';
import { Injectable, Logger } from '@nestjs/common';
import type { ClientBase, QueryConfig, QueryResult } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { CannotJoin } from '../joining/cannot-join.js';
import type { HostQueryRunner } from '../joining/host-query-runner.js';
import { Joining } from '../joining/joining.js';
import { againOnConflict, Final, isConflict } from './conflict.js';
import { connectionPool } from './connection-pool.js';
import { OpenTransaction } from './open-transaction.js';
import { Schema } from './schema.js';

/** How one statement is run. */
export interface QueryOptions {
  /** Prepares the statement once per connection under this name; one name must always mean the same SQL. For hot paths. */
  readonly name?: string;
}

/**
 * The unit of work. Code inside `run` reaches its connection through this class only: the embedded database has one connection,
 * which an open transaction holds, so a query that goes past it (`dataSource.query`, an injected repository) waits for itself
 * and fails by time-out.
 */
@Injectable()
export class Transaction {
  private readonly logger = new Logger(Transaction.name);
  private home: Schema | undefined;
  private readonly context = new Surrounding<OpenTransaction | null>();
  private readonly joining: Joining;

  /** `isShared`: sessions are shared between transactions, so that they can neither be set nor keep a prepared statement. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly isShared = false,
  ) {
    this.joining = new Joining({
      dataSource,
      schema: () => this.schema,
      within: (open, work) => this.context.run(open, work),
      isWithin: (host) => this.open?.host === host,
      call: (callback) => this.call(callback),
      run: (work) => this.run(work),
    });
  }

  /**
   * Runs in one database transaction and resolves after its commit and its `afterCommit` callbacks; joins the one already open in
   * this async context. When a joined run fails, the whole transaction is rolled back and rejects with that failure, even if the
   * caller caught it: half of a use case is never committed.
   *
   * One that the server ends for a deadlock or a serialization failure runs again from its beginning, some times, unless it reached out
   * (see `noteReachedOut`): so the work does what a rollback takes back, and leaves the rest to `afterCommit`.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const open = this.open;
    return open ? this.nest(open, work) : this.begin(work);
  }

  /**
   * Runs Castellan's work as a part of a transaction that a host began, on the host's connection. The host's own statements, in between and
   * after, run with the host's settings, `search_path` among them.
   *
   * When the work fails, it rejects with that failure and nothing of it is left, by a savepoint; the host may go on or roll back. Nothing is
   * run again for a deadlock or a serialization failure: that is for whoever began. What follows a commit (mails, signals, caches) follows
   * the host's commit, by `commitTransaction` of that query runner; one that is released without counts as rolled back.
   * @throws CannotJoin when there is no such transaction, or one that is not `READ COMMITTED`, and what the work throws
   */
  async join<T>(host: HostQueryRunner, work: () => Promise<T>): Promise<T> {
    const open = this.open;
    if (open?.host === host) return this.nest(open, work);
    if (open) throw new CannotJoin("another transaction is open here. Begin the host's one outside of it.");
    return this.joining.run(host, work);
  }

  /** The manager of the open transaction, else the DataSource's own. */
  get manager(): EntityManager {
    return this.open?.runner.manager ?? this.dataSource.manager;
  }

  /** Where the tables are, and the names that this installation has in the database. */
  get schema(): Schema {
    return (this.home ??= Schema.of(this.dataSource));
  }

  /**
   * Waits until no other transaction of this installation holds what is called by this number, and holds it until the end of the open
   * one. For what no row stands for that could be locked.
   */
  async hold(number: number): Promise<void> {
    await this.query('SELECT pg_advisory_xact_lock($1::bigint)', [this.schema.lock(number)]);
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  /** Something outside of the database was asked or changed: the open transaction, if any, must not run again. */
  noteReachedOut(): void {
    const open = this.open;
    if (open) open.hasReachedOut = true;
  }

  /**
   * Runs at the end of the open transaction, as a part of it: for what takes a lock that everybody wants, and must take it last and hold
   * it shortly. Never for one that fails. A callback that throws rolls everything back. Only inside of `run`.
   */
  beforeCommit(callback: () => Promise<void>): void {
    const open = this.open;
    if (!open) throw new Error('There is no open transaction.');
    open.beforeCommit.push(callback);
  }

  /**
   * Runs after the commit of the open transaction, outside of it; at once if none is open; never after a rollback.
   * A callback that throws is logged and disturbs nobody.
   */
  afterCommit(callback: () => void | Promise<void>): void {
    const open = this.open;
    if (open) open.afterCommit.push(callback);
    else void this.call(callback);
  }

  /**
   * Runs after the open transaction was rolled back, outside of it, for what must be remembered all the same; never when it commits or
   * when none is open. The caller of `run` does not wait for it. A callback that throws is logged and disturbs nobody.
   */
  afterRollback(callback: () => void | Promise<void>): void {
    this.open?.afterRollback.push(callback);
  }

  /**
   * Runs one statement in the open transaction, else straight on the pool, and gives its rows, for `UPDATE … RETURNING` too.
   * Column names come as they are in SQL. Rejects with the error of `pg`: `code` is the SQLSTATE.
   */
  async query<T>(sql: string, parameters: readonly unknown[] = [], options: QueryOptions = {}): Promise<readonly T[]> {
    const config = { text: sql, values: [...parameters], name: this.isShared ? undefined : options.name };
    const open = this.open;
    const result = open ? await queryIn(open, config) : await againOnConflict(() => connectionPool(this.dataSource).query(config));
    return result.rows as T[]; // the caller names the shape of its own SQL
  }

  private get open(): OpenTransaction | null {
    const open = this.context.value;
    return open?.isLive ? open : null;
  }

  private async nest<T>(open: OpenTransaction, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      open.failure ??= { error };
      throw error;
    }
  }

  private begin<T>(work: () => Promise<T>): Promise<T> {
    return againOnConflict((isLast) => this.attempt(work, isLast));
  }

  /** What is thrown for another attempt is thrown before anybody is told of the rollback. */
  private async attempt<T>(work: () => Promise<T>, isLast: boolean): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase; // TypeORM says any
      const open = new OpenTransaction(runner, client);
      const result = await this.workAndCommit(open, client, work).catch((error: unknown) => this.giveUp(open, error, isLast));
      await runner.release();
      for (const callback of open.afterCommit) await this.call(callback);
      return result;
    } finally {
      await runner.release();
    }
  }

  private async giveUp({ runner, afterRollback, hasReachedOut }: OpenTransaction, error: unknown, isLast: boolean): Promise<never> {
    await runner.release();
    const isConflicting = isConflict(error);
    if (isConflicting && !hasReachedOut && !isLast) throw error;
    for (const callback of afterRollback) void this.call(callback);
    throw isConflicting ? new Final(error) : error;
  }

  private async workAndCommit<T>(open: OpenTransaction, client: ClientBase, work: () => Promise<T>): Promise<T> {
    await open.runner.startTransaction(this.isShared ? 'READ COMMITTED' : undefined);
    try {
      const result = await this.context.run(open, () => workAndFinish(open, work));
      open.isLive = false;
      refuseHalfDone(open, client);
      await open.runner.commitTransaction();
      return result;
    } catch (error) {
      open.isLive = false;
      await this.rollBack(open, client);
      throw error;
    }
  }

  private async rollBack({ runner }: OpenTransaction, client: ClientBase): Promise<void> {
    try {
      await runner.rollbackTransaction();
    } catch (error) {
      this.logger.warn(`A rollback failed, its connection is dropped: ${String(error)}`);
      // The pool discards a client that is ending: nobody may inherit a half-open transaction.
      void endQuietly(client);
    }
  }

  private async call(callback: () => void | Promise<void>): Promise<void> {
    try {
      await this.context.run(null, callback);
    } catch (error) {
      this.logger.error('A callback after a commit failed', error instanceof Error ? error.stack : String(error));
    }
  }
}

/** Kept although the work may catch it: the server has rolled back already. */
async function queryIn(open: OpenTransaction, config: QueryConfig): Promise<QueryResult> {
  try {
    return await open.client.query(config);
  } catch (error) {
    if (isConflict(error)) open.failure ??= { error };
    throw error;
  }
}

async function workAndFinish<T>(open: OpenTransaction, work: () => Promise<T>): Promise<T> {
  const result = await work();
  if (open.failure) throw open.failure.error;
  for (const callback of open.beforeCommit) await callback();
  return result;
}

function refuseHalfDone({ failure }: OpenTransaction, client: ClientBase): void {
  if (failure) throw failure.error;
  // PostgreSQL answers COMMIT of a failed transaction with a silent ROLLBACK; the callbacks must not run then.
  if (client.getTransactionStatus() === 'E') throw new Error('A statement of this transaction failed, so nothing of it can be committed.');
}

async function endQuietly(client: ClientBase): Promise<void> {
  try {
    await (client as ClientBase & { end(): Promise<void> }).end();
  } catch {
    // it was broken already
  }
}

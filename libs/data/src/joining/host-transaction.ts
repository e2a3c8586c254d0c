import type { DataSource } from 'typeorm';
import { OpenTransaction } from '../database/open-transaction.js';
import { borrowingRunner } from './borrowing-runner.js';
import { CannotJoin } from './cannot-join.js';
import type { HostQueryRunner } from './host-query-runner.js';
import type { HostSession, Standing } from './host-session.js';

/** What of ours is part of the host's transaction. */
interface JoinedWork {
  readonly number: number;
  readonly open: OpenTransaction;
  isUndone: boolean;
}

export interface HostTransactionParts {
  readonly dataSource: DataSource;
  readonly session: HostSession;
  /** Runs with this as the open transaction of the async context; with null outside of every one. */
  readonly within: <T>(open: OpenTransaction | null, work: () => Promise<T>) => Promise<T>;
  /** Runs a callback outside of every transaction; never rejects. */
  readonly call: (callback: () => void | Promise<void>) => Promise<void>;
  /** Runs in a transaction of our own. */
  readonly run: (work: () => Promise<void>) => Promise<void>;
}

/** What Castellan does in the open transaction of a query runner of a host's, until that ends. */
export class HostTransaction {
  private works: JoinedWork[] = [];
  private count = 0;
  /** Which of the server's transactions the works are a part of. */
  private joined: string | null = null;

  constructor(
    private readonly host: HostQueryRunner,
    private readonly parts: HostTransactionParts,
  ) {}

  get isEmpty(): boolean {
    return this.works.length === 0;
  }

  /** When the work fails, nothing of it is left, and the host may go on. */
  async work<T>(work: () => Promise<T>): Promise<T> {
    const { session, within } = this.parts;
    await this.compare(await session.standing());
    const joined = this.add();
    const { open } = joined;
    await session.setSavepoint();
    try {
      const result = await within(open, work);
      open.isLive = false;
      if (open.failure) throw open.failure.error;
      await session.releaseSavepoint(joined.number);
      return result;
    } catch (error) {
      open.isLive = false;
      joined.isUndone = true;
      await session.rollBackToSavepoint().catch(() => {}); // the connection broke, and the whole transaction with it
      throw reasonOf(error, open);
    }
  }

  /** What is left to do before the commit, as a part of it. */
  async finish(): Promise<void> {
    const { session } = this.parts;
    const standing = await session.standing().catch(() => null); // it failed: what is done next says so
    if (standing) await this.compare(standing);
    const { left } = this;
    if (left.length === 0) return;
    const joined = this.add();
    const { open } = joined;
    open.beforeCommit.push(...left);
    joined.isUndone = true; // until it is done
    try {
      await this.parts.within(open, () => finishAll(open));
      joined.isUndone = false;
      for (const { open: done } of this.works) done.beforeCommit.length = 0;
    } finally {
      open.isLive = false;
      await session.asHost(async () => {}).catch(() => {}); // it failed: the host has to roll back anyway
    }
  }

  /**
   * The transaction is over, and the server is asked how: a COMMIT may have come past the query runner, or be answered with an error of a
   * subscriber. What was left to do before it is done late then, rather than never.
   */
  async settle(): Promise<void> {
    if (this.isEmpty) return;
    const { session, run, call } = this.parts;
    const isCommitted = this.joined !== null && (await session.isCommitted(this.joined).catch(() => false));
    const left = isCommitted ? this.left : [];
    this.end(isCommitted);
    for (const callback of left) void call(() => run(callback));
  }

  /** The transaction is over. Callbacks begin in their order, and nobody waits for them: the host still has its connection. */
  end(isCommitted: boolean): void {
    const ended = this.works;
    this.works = [];
    this.joined = null;
    this.parts.session.forget();
    for (const { open, isUndone } of ended) {
      void open.runner.release(); // lends itself to nobody any more
      const callbacks = isCommitted && !isUndone ? open.afterCommit : open.afterRollback;
      for (const callback of callbacks) void this.parts.call(callback);
    }
  }

  private get left(): OpenTransaction['beforeCommit'] {
    return this.works.filter(({ isUndone }) => !isUndone).flatMap(({ open }) => open.beforeCommit);
  }

  /** What was rolled back to a savepoint is found to be so, whoever set it and however. */
  private async compare({ transaction, kept }: Standing): Promise<void> {
    if (!this.isEmpty && transaction !== this.joined) {
      await this.settle();
      throw new CannotJoin('the transaction with work of Castellan in it is over, by a statement past the query runner; roll back.');
    }
    this.joined = transaction;
    for (const joined of this.works) joined.isUndone ||= joined.number > kept;
  }

  private add(): JoinedWork {
    const { dataSource, session } = this.parts;
    const open = new OpenTransaction(borrowingRunner(dataSource, session), session, this.host);
    const joined = { number: ++this.count, open, isUndone: false };
    this.works.push(joined);
    return joined;
  }
}

async function finishAll(open: OpenTransaction): Promise<void> {
  for (const callback of open.beforeCommit) await callback();
  if (open.failure) throw open.failure.error;
}

/** Of what fails only because something failed before, that is the reason. */
function reasonOf(error: unknown, { failure }: OpenTransaction): unknown {
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (code !== IN_FAILED_TRANSACTION) return error;
  return failure?.error ?? new CannotJoin('a statement of the work failed, so nothing of it can be kept.');
}

const IN_FAILED_TRANSACTION = '25P02';

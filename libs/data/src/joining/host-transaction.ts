import type { DataSource } from 'typeorm';
import { OpenTransaction } from '../database/open-transaction.js';
import { borrowingRunner } from './borrowing-runner.js';
import { CannotJoin } from './cannot-join.js';
import { depthOf } from './host-query-runner.js';
import type { HostQueryRunner } from './host-query-runner.js';
import type { HostSession } from './host-session.js';

/** What of ours is part of the host's transaction. */
interface JoinedWork {
  readonly open: OpenTransaction;
  /** How deep in savepoints of the host's it is; it falls with the one that it is behind. */
  depth: number;
  isUndone: boolean;
}

export interface HostTransactionParts {
  readonly dataSource: DataSource;
  readonly session: HostSession;
  /** Runs with this as the open transaction of the async context; with null outside of every one. */
  readonly within: <T>(open: OpenTransaction | null, work: () => Promise<T>) => Promise<T>;
  /** Runs a callback outside of every transaction; never rejects. */
  readonly call: (callback: () => void | Promise<void>) => Promise<void>;
}

/** What Castellan does in the open transaction of a query runner of a host's, until that ends. */
export class HostTransaction {
  private works: JoinedWork[] = [];

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
    const joined = this.add();
    const { open } = joined;
    await session.setSavepoint();
    try {
      const result = await within(open, work);
      open.isLive = false;
      if (open.failure) throw open.failure.error;
      await session.releaseSavepoint();
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
    const left = this.works.filter(({ isUndone }) => !isUndone).flatMap(({ open }) => open.beforeCommit);
    if (left.length === 0) return;
    const joined = this.add();
    const { open } = joined;
    open.beforeCommit.push(...left);
    joined.isUndone = true; // until it is done
    try {
      await this.parts.within(open, () => finishAll(open));
      joined.isUndone = false;
    } finally {
      open.isLive = false;
      await this.parts.session.asHost(async () => {}).catch(() => {}); // it failed: the host has to roll back anyway
    }
  }

  /** The host released a savepoint: what was behind it belongs to the one before. */
  savepointReleased(): void {
    for (const joined of this.works) joined.depth = Math.min(joined.depth, depthOf(this.host));
  }

  /** The host rolled back to the savepoint of this depth. */
  rolledBackTo(depth: number): void {
    for (const joined of this.works) joined.isUndone ||= joined.depth >= depth;
  }

  /** The transaction is over. Callbacks begin in their order, and nobody waits for them: the host still has its connection. */
  end(isCommitted: boolean): void {
    const ended = this.works;
    this.works = [];
    this.parts.session.forget();
    for (const { open, isUndone } of ended) {
      void open.runner.release(); // lends itself to nobody any more
      const callbacks = isCommitted && !isUndone ? open.afterCommit : open.afterRollback;
      for (const callback of callbacks) void this.parts.call(callback);
    }
  }

  private add(): JoinedWork {
    const { dataSource, session } = this.parts;
    const open = new OpenTransaction(borrowingRunner(dataSource, session), session, this.host);
    const joined = { open, depth: depthOf(this.host), isUndone: false };
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

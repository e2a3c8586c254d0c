import type { QueryConfig, QueryResult } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { HostQueryRunner } from '../joining/host-query-runner.js';

/** What runs one statement on the connection of the transaction. */
interface Statements {
  query(config: QueryConfig): Promise<QueryResult>;
}

type Callback = () => void | Promise<void>;

/** One transaction between its BEGIN and its end; what `Transaction` keeps in the async context. */
export class OpenTransaction {
  /** False from the moment the work is done, so that code left running in its context cannot slip into a finished transaction. */
  isLive = true;
  /** Set by a joined run that failed: the whole must not be committed. */
  failure: { readonly error: unknown } | null = null;
  /** Set when something outside of the database was asked or changed, which no rollback takes back. */
  hasReachedOut = false;
  /** What is left to do before the commit; each may add more. */
  readonly beforeCommit: (() => Promise<void>)[] = [];
  readonly afterCommit: Callback[] = [];
  readonly afterRollback: Callback[] = [];

  constructor(
    readonly runner: QueryRunner,
    readonly client: Statements,
    /** Whose transaction it is, where it is not ours. */
    readonly host: HostQueryRunner | null = null,
  ) {}
}

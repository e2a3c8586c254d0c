import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A connection that has nothing to do tells its counters after ten seconds at the latest (PGSTAT_IDLE_INTERVAL of PostgreSQL). */
const COUNTERS_COME_MS = 11_000;
/** A table of so few rows is rightly read as a whole. */
const FEW_ROWS = 5000;
/** Beside the tables of the queue, which do not grow with the users. */
const OURS = "schemaname NOT LIKE 'pgboss%'";
/** Nor are what the queue asks, what these counters ask, and ends of transactions that did nothing. */
const STATEMENTS = `SELECT coalesce(sum(total_exec_time), 0)::float AS ms, coalesce(sum(calls), 0)::float AS statements FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query !~ 'pgboss|pg_stat_'`;

/** What the database did for one request of a kind. */
export interface DatabaseWork {
  /** ms that statements took, waiting for the core, disk and locks included. */
  readonly ms: number;
  readonly statements: number;
  /** Indexes that were looked into, of tables that grow. */
  readonly indexes: readonly string[];
  /** Tables that grow and were read from beginning to end. */
  readonly wholeTables: readonly string[];
}

type Scans = Readonly<Record<string, number>>;

interface Sums {
  readonly ms: number;
  readonly statements: number;
}

/** Counts what one database does, as PostgreSQL's own statistics tell it, whichever process asks. It needs `pg_stat_statements`. */
export class DatabaseCounters {
  private constructor(private readonly client: pg.Client) {}

  static async open(url: string): Promise<DatabaseCounters> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new DatabaseCounters(client);
  }

  async of(count: number, work: () => Promise<void>): Promise<DatabaseWork> {
    const [tables, indexes] = [await this.tables(), await this.indexes()];
    const before = await this.sums();
    await work();
    const after = await this.sums();
    await sleep(COUNTERS_COME_MS);
    return {
      ms: (after.ms - before.ms) / count,
      statements: (after.statements - before.statements) / count,
      indexes: grown(indexes, await this.indexes(), count / 2),
      wholeTables: grown(tables, await this.tables(), count / 2),
    };
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private async sums(): Promise<Sums> {
    return (await this.client.query<Sums>(STATEMENTS)).rows[0]!;
  }

  private tables(): Promise<Scans> {
    return this.scans(
      `SELECT relname AS name, seq_scan::float AS scans FROM pg_stat_user_tables WHERE ${OURS} AND n_live_tup > ${FEW_ROWS}`,
    );
  }

  private indexes(): Promise<Scans> {
    return this.scans(`SELECT indexrelname AS name, idx_scan::float AS scans FROM pg_stat_user_indexes WHERE ${OURS}`);
  }

  private async scans(sql: string): Promise<Scans> {
    const { rows } = await this.client.query<{ name: string; scans: number }>(sql);
    return Object.fromEntries(rows.map(({ name, scans }) => [name, scans]));
  }
}

/** What was read at least so often. */
function grown(before: Scans, after: Scans, times: number): readonly string[] {
  return Object.keys(after).filter((name) => after[name]! - (before[name] ?? 0) >= times);
}

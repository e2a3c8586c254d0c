import type { ClientBase } from 'pg';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { prepareSchema } from './prepare-schema.js';
import { Schema } from './schema.js';
import { freeStartLock, takeStartLock } from './start-lock.js';

/** Where `pg` keeps the client's own limit; its types do not tell. */
interface LimitedClient extends ClientBase {
  readonly connectionParameters: { query_timeout: number | false };
}

const INSUFFICIENT_PRIVILEGE = '42501'; // PostgreSQL, appendix A

/** The service's own role may not change tables: that is what keeps the audit log from it. */
class TablesOfAnOlderVersion extends Error {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The tables are of an older version, and the role of DATABASE_URL may not bring them up to date (${reason}). ` +
        'Run "castellan migrate" as the owner of the tables, then start again.',
      { cause },
    );
  }
}

/** Runs the pending migrations, one node at a time; the others wait until it is done. Gives the names of those it ran. @internal */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  const query = (sql: string, parameters: unknown[]): Promise<{ locked: boolean }[]> => runner.query(sql, parameters); // TypeORM says any
  try {
    // The migrations run on the connection that holds the lock: the embedded database has no second one.
    await takeStartLock(query);
    return await runPending(dataSource, runner);
  } finally {
    await freeStartLock(query).catch(() => {}); // The connection broke, and its lock with it; why is told by the migration that failed.
    await runner.release();
  }
}

/** The same for one who holds the lock of the start already. */
export async function migrateAlone(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await runPending(dataSource, runner).finally(() => runner.release());
}

async function runPending(dataSource: DataSource, runner: QueryRunner): Promise<readonly string[]> {
  await prepareSchema(Schema.of(dataSource), (sql, parameters) => runner.query(sql, parameters) as Promise<readonly never[]>); // TypeORM says any
  const restoreLimits = await liftLimits(runner);
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'each';
  try {
    return (await executor.executePendingMigrations()).map(({ name }) => name);
  } catch (error) {
    throw (error as { code?: unknown }).code === INSUFFICIENT_PRIVILEGE ? new TablesOfAnOlderVersion(error) : error;
  } finally {
    await restoreLimits().catch(() => {}); // as above
  }
}

/** On large tables a statement may take minutes. Both the server and the client would end it before. */
async function liftLimits(runner: QueryRunner): Promise<() => Promise<void>> {
  const [{ limit }] = (await runner.query(`SELECT current_setting('statement_timeout') AS limit`)) as [{ readonly limit: string }]; // TypeORM says any
  await runner.query('SET statement_timeout = 0');
  const { connectionParameters } = (await runner.connect()) as LimitedClient; // TypeORM says any
  const { query_timeout: clientLimit } = connectionParameters;
  connectionParameters.query_timeout = false;
  return async () => {
    connectionParameters.query_timeout = clientLimit;
    await runner.query(`SELECT set_config('statement_timeout', $1, false)`, [limit]);
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';

/** Any number nobody else uses in this database; the same in every version of Castellan. */
const MIGRATION_LOCK = 7_204_110_001;

/** Where `pg` keeps the client's own limit; its types do not tell. */
interface LimitedClient extends ClientBase {
  readonly connectionParameters: { query_timeout: number | false };
}

/** Runs the pending migrations, one node at a time; the others wait until it is done. Gives the names of those it ran. */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    // The migrations run on the connection that holds the lock: the embedded database has no second one.
    await lock(runner);
    const restoreLimits = await liftLimits(runner);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    return await executor
      .executePendingMigrations()
      .then((done) => done.map(({ name }) => name))
      .finally(restoreLimits);
  } finally {
    await unlock(runner);
    await runner.release();
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

/** Polls rather than waits in the server, where `statement_timeout` would end the wait. */
async function lock(runner: QueryRunner): Promise<void> {
  for (;;) {
    // TypeORM says any
    const rows = (await runner.query('SELECT pg_try_advisory_lock($1) AS locked', [MIGRATION_LOCK])) as { readonly locked: boolean }[];
    if (rows[0]?.locked) return;
    await sleep(200);
  }
}

async function unlock(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } catch {
    // The connection broke, and its lock with it; why is told by the migration that failed.
  }
}

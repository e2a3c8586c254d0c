import type { Pool } from 'pg';
import type PgBoss from 'pg-boss';

/** A pg-boss database over our pool, so that the embedded engine's only connection is shared and never kept. */
export function bossConnection(pool: Pool): PgBoss.Db {
  return {
    async executeSql(text: string, values?: unknown[]) {
      try {
        return await onOneConnection(pool, text, values);
      } catch (error) {
        // pg-boss does not await the completion of its own jobs (cron): a rejection here would end the process. They expire and come
        // again. Ours are awaited, and noted again: swallowed, each job of an outage would wait for its expiry.
        if (text.includes('SELECT COUNT(*) FROM results') && isOwnQueue(values?.[0])) return { rows: [{ count: 0 }] };
        throw error;
      }
    },
  };
}

function isOwnQueue(name: unknown): boolean {
  return typeof name === 'string' && name.startsWith('__pgboss');
}

/** Maintenance statements open a transaction of their own; one that failed inside it must not go back into the pool. */
async function onOneConnection(pool: Pool, text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
  const client = await pool.connect();
  const broken = (error: Error): void => void (failure = error);
  let failure: Error | undefined;
  client.on('error', broken);
  try {
    return await client.query(text, values);
  } finally {
    client.removeListener('error', broken);
    client.release(failure ?? client.getTransactionStatus() !== 'I');
  }
}

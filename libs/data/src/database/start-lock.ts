import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Address } from './address.js';
import { withClient } from './one-client.js';
import { settleSession } from './session-settings.js';

/**
 * Any number nobody else uses in this database; the same in every version of Castellan, and for every schema: what migrations grant on the
 * database itself bears no second one at the same time.
 */
const START_LOCK = 7_204_110_001;
const LOOK_AGAIN_MS = 200;

/**
 * Held around whatever is made at the start: migrations, the tables and queues of the jobs. Of processes that start at once on an empty
 * database one makes it, and the others wait and find it.
 */
export class StartLock {
  /** @param address the direct one of the server; null for the embedded database, which one process has anyway */
  constructor(private readonly address: Address | null) {}

  alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.address === null) return work();
    // The lock ends with its connection, also when this process is killed.
    return withClient(this.address, async (client) => {
      await settleSession(client);
      await takeStartLock(async (sql, parameters) => (await client.query<{ locked: boolean }>(sql, parameters)).rows);
      return work();
    });
  }
}

type Query = (sql: string, parameters: unknown[]) => Promise<readonly { readonly locked?: boolean }[]>;

/** Polls rather than waits in the server, where `statement_timeout` would end the wait. */
export async function takeStartLock(query: Query): Promise<void> {
  for (let isFirstLook = true; ; isFirstLook = false) {
    const [row] = await query('SELECT pg_try_advisory_lock($1) AS locked', [START_LOCK]);
    if (row?.locked) return;
    if (isFirstLook) new Logger('Database').log('Another process prepares the database; waits for it.');
    await sleep(LOOK_AGAIN_MS);
  }
}

export async function freeStartLock(query: Query): Promise<void> {
  await query('SELECT pg_advisory_unlock($1)', [START_LOCK]);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { DataModule, Transaction } from '@castellan/data';
import type { DataOptions } from '@castellan/data';
import { ConsoleLogger } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { throwawayDatabase } from './throwaway-database.js';
import type { ThrowawayDatabase } from './throwaway-database.js';

/** A process of the data lib alone; it logs nothing. */
export async function startNode(options: DataOptions): Promise<INestApplicationContext> {
  const builder = Test.createTestingModule({ imports: [DataModule.forRoot(options)] });
  const testing = await builder.setLogger(new ConsoleLogger({ logLevels: [] })).compile();
  return testing.init();
}

/** Gives the milliseconds until the condition held. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > withinMs) throw new Error(`It did not happen within ${withinMs} ms.`);
    await sleep(5);
  }
  return performance.now() - start;
}

/** Ends sessions as an administrator would, or a network that breaks. */
export const cut = (node: INestApplicationContext, name: string): Promise<unknown> =>
  node
    .get(Transaction)
    .query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid() AND datname = current_database()',
      [name],
    );

/** Only where a server is named. */
export async function createDatabase(): Promise<ThrowawayDatabase> {
  const database = await throwawayDatabase();
  if (!database) throw new Error('DATABASE_URL is not set.');
  return database;
}

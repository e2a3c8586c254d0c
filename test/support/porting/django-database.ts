import { readFileSync } from 'node:fs';
import pg from 'pg';
import { throwawayDatabase } from '../stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../stores/throwaway-database.js';
import { fixture } from './django-people.js';

/** A Django's database on the server of `DATABASE_URL`, as pg_dump wrote it; null where there is no server. */
export interface DjangoDatabase extends ThrowawayDatabase {
  /** What the Django does meanwhile. */
  run(sql: string): Promise<void>;
}

export async function djangoDatabase(name: string): Promise<DjangoDatabase | null> {
  const database = await throwawayDatabase();
  if (!database) return null;
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await run(readFileSync(fixture(`${name}.sql`), 'utf8'));
  return { ...database, run };
}

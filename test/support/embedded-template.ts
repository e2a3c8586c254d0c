import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** Where an empty embedded database lies ready to be copied: making one takes seconds, and every story wants its own. */
export const TEMPLATE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'castellan', 'embedded-database');

/** Jest's global setup: makes the template once for all runs. */
export default async function prepareTemplate(): Promise<void> {
  if (process.env['DATABASE_URL'] || existsSync(TEMPLATE)) return;
  mkdirSync(dirname(TEMPLATE), { recursive: true });
  const fresh = `${TEMPLATE}.${process.pid}`;
  const engine = await PGlite.create({ dataDir: fresh });
  await engine.close();
  if (existsSync(TEMPLATE)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, TEMPLATE);
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import pg from 'pg';

const ROOT = join(import.meta.dirname, '..', '..', '..'); // global setup runs without Jest's module map: no import of a neighbour
const LIBS = join(ROOT, 'libs');
const SCRIPT = join(import.meta.dirname, 'make-template.ts');
const STATE = fingerprint();

/** Embedded databases that lie ready to be copied: making one takes seconds, and every story wants its own. */
export const TEMPLATES = {
  /** Nothing in it. */
  empty: template('empty'),
  /** All tables, and no rows; one for each state of the migrations. */
  migrated: template(`migrated-${STATE}`),
} as const;

/** The same on the server of `DATABASE_URL`. */
export const SERVER_TEMPLATE = `castellan_template_${STATE}`;

/** Jest's global setup: makes the templates once for all runs. */
export default async function prepareTemplates(): Promise<void> {
  const server = process.env['DATABASE_URL'];
  if (server) return makeOnServer(server);
  make(TEMPLATES.empty, []);
  make(TEMPLATES.migrated, ['migrate']);
}

/** One statement, over a connection of its own. */
export async function onServer(server: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

function make(directory: string, what: readonly string[]): void {
  if (existsSync(directory)) return;
  mkdirSync(dirname(directory), { recursive: true });
  const fresh = `${directory}.${process.pid}`;
  fill(fresh, what);
  if (existsSync(directory)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, directory);
}

async function makeOnServer(server: string): Promise<void> {
  const exists = async (): Promise<boolean> =>
    (await onServer(server, `SELECT FROM pg_database WHERE datname = '${SERVER_TEMPLATE}'`)).length > 0;
  if (await exists()) return;
  const fresh = `${SERVER_TEMPLATE}_${process.pid}`;
  await onServer(server, `CREATE DATABASE ${fresh}`);
  const url = new URL(server);
  url.pathname = `/${fresh}`;
  fill(url.href, ['migrate']);
  await onServer(server, (await exists()) ? `DROP DATABASE ${fresh}` : `ALTER DATABASE ${fresh} RENAME TO ${SERVER_TEMPLATE}`);
}

/** By a process of its own, as Jest's setup knows nothing of the libs. */
function fill(target: string, what: readonly string[]): void {
  execFileSync(process.execPath, ['--import', join(ROOT, 'scripts', 'typescript.mjs'), SCRIPT, target, ...what], { cwd: ROOT });
}

function template(name: string): string {
  return join(ROOT, 'node_modules', '.cache', 'castellan', 'embedded', name);
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(SCRIPT));
  const isMigration = (path: string): boolean => path.includes(`${sep}migrations${sep}`) && path.endsWith('.ts');
  const files = readdirSync(LIBS, { recursive: true, encoding: 'utf8' }).filter(isMigration).sort();
  for (const name of files) hash.update(name).update(readFileSync(join(LIBS, name)));
  return hash.digest('hex').slice(0, 16);
}

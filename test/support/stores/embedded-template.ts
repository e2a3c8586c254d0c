import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..'); // global setup runs without Jest's module map: no import of a neighbour
const LIBS = join(ROOT, 'libs');

/** Embedded databases that lie ready to be copied: making one takes seconds, and every story wants its own. */
export const TEMPLATES = {
  /** Nothing in it. */
  empty: template('empty'),
  /** All tables, and no rows; one for each state of the migrations. */
  migrated: template(`migrated-${fingerprint()}`),
} as const;

/** Jest's global setup: makes the templates once for all runs. */
export default function prepareTemplates(): void {
  if (process.env['DATABASE_URL']) return;
  make(TEMPLATES.empty, []);
  make(TEMPLATES.migrated, ['migrate']);
}

/** By a process of its own, as Jest's setup knows nothing of the libs. */
function make(directory: string, what: readonly string[]): void {
  if (existsSync(directory)) return;
  mkdirSync(dirname(directory), { recursive: true });
  const fresh = `${directory}.${process.pid}`;
  const script = join(import.meta.dirname, 'make-template.ts');
  execFileSync(process.execPath, ['--import', join(ROOT, 'scripts', 'typescript.mjs'), script, fresh, ...what], { cwd: ROOT });
  if (existsSync(directory)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, directory);
}

function template(name: string): string {
  return join(ROOT, 'node_modules', '.cache', 'castellan', 'embedded', name);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const isMigration = (path: string): boolean => path.includes(`${sep}migrations${sep}`) && path.endsWith('.ts');
  const files = readdirSync(LIBS, { recursive: true, encoding: 'utf8' }).filter(isMigration).sort();
  for (const name of files) hash.update(name).update(readFileSync(join(LIBS, name)));
  return hash.digest('hex').slice(0, 16);
}

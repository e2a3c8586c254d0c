import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';

/** There in this repository alone: what an installed migration says never changes. */
const LIBS = join(import.meta.dirname, '..', '..', '..', '..', 'libs');
const IS_REPOSITORY = existsSync(join(LIBS, 'composition', 'src', 'migrations'));

/** Another one for each state of the tables, and for each version of PGlite: one may not read what another wrote. */
export function tablesState(schema: string): string {
  const migrations = CASTELLAN_TABLES.flatMap((tables) => tables.migrations.map(String));
  return createHash('sha256')
    .update([schema, ...migrations, pgliteManifest(), ...(IS_REPOSITORY ? migrationFiles() : [])].join('\n'))
    .digest('hex')
    .slice(0, 16);
}

/** Its version is in it; Node exports it to nobody. */
function pgliteManifest(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8');
}

function migrationFiles(): string[] {
  const isMigration = (path: string): boolean => path.includes(`${sep}src${sep}migrations${sep}`) && path.endsWith('.ts');
  const files = readdirSync(LIBS, { recursive: true, encoding: 'utf8' }).filter(isMigration).sort();
  return files.map((name) => readFileSync(join(LIBS, name), 'utf8'));
}

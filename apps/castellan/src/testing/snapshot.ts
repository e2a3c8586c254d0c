import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeInnerApplication, settle } from '@castellan/composition';
import { writeSnapshot } from '@castellan/data';
import { QUIET } from './quiet.js';
import { tablesState } from './tables-state.js';

/** Beside what other tools keep between two runs, so that it goes with the packages that it was made of. */
const CACHE = join('node_modules', '.cache', 'castellan');

let making: Promise<string> | undefined;

/** The file with all tables and no people. The first run on a machine makes it, in seconds; all after it read it, in none. */
export function snapshotFile(): Promise<string> {
  return (making ??= make());
}

async function make(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-tables-'));
  try {
    const settled = settle({ ...QUIET, mount: false, database: { embedded: join(directory, 'db') } });
    const file = join(process.cwd(), CACHE, `tables-${tablesState(settled.configuration.databaseSchema)}.tar.gz`);
    if (existsSync(file)) return file;
    mkdirSync(dirname(file), { recursive: true });
    const app = await makeInnerApplication(settled);
    await app.init().finally(() => app.close());
    await writeSnapshot(join(directory, 'db'), file);
    return file;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

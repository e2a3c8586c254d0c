import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * Opens the engine on a directory. The first time, the files are built beside it and renamed: a kill while they are written would
 * leave a directory that never opens again. Call it with the directory locked.
 */
export async function openDataDirectory(directory: string): Promise<PGlite> {
  const path = resolve(directory);
  if (!existsSync(join(path, 'PG_VERSION'))) await buildDataDirectory(path);
  return PGlite.create({ dataDir: path });
}

async function buildDataDirectory(path: string): Promise<void> {
  refuseForeignFiles(path);
  const fresh = `${path}.init`;
  rmSync(fresh, { recursive: true, force: true });
  const engine = await PGlite.create({ dataDir: fresh });
  await engine.close();
  if (existsSync(path)) rmdirSync(path);
  renameSync(fresh, path);
}

function refuseForeignFiles(path: string): void {
  if (!existsSync(path) || readdirSync(path).length === 0) return;
  throw new Error(`${path} holds files that are no embedded database. Set DATA_DIR to another directory.`);
}

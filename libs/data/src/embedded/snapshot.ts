import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';

/** A database in memory, with what the file holds; empty without one. */
export function openSnapshot(file: string | undefined): Promise<PGlite> {
  return PGlite.create(file === undefined ? {} : { loadDataDir: new Blob([readFileSync(file)]) });
}

/** Writes what a closed database holds into one file. Whoever reads it meanwhile finds none or the whole. */
export async function dumpDirectory(directory: string, file: string): Promise<void> {
  const engine = await PGlite.create({ dataDir: directory });
  try {
    const dump = await engine.dumpDataDir('gzip');
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, new Uint8Array(await dump.arrayBuffer()));
    renameSync(unfinished, file);
  } finally {
    await engine.close();
  }
}

// Packs what was laid out into dist/packages/<name>-<version>.tgz, by one call of npm.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from '../run.mjs';
import { STAGING } from './stage.mjs';

export const PACKED = join(ROOT, 'dist/packages');

/** @returns what npm tells of each: `{ name, filename, size, unpackedSize }`, sizes in bytes */
export async function pack(packages) {
  mkdirSync(PACKED, { recursive: true });
  const folders = packages.map(({ name }) => join(STAGING, name));
  const { code, output } = await run('npm', ['pack', ...folders, `--pack-destination=${PACKED}`, '--json', '--loglevel=error']);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output);
}

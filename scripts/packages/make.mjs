// Builds, lays out and packs every package.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from '../run.mjs';
import { workspaces } from '../workspaces.mjs';
import { compile } from './compile.mjs';
import { declareOnce } from './declare-once.mjs';
import { pack } from './pack.mjs';
import { stage } from './stage.mjs';

const BUILT = 'dist/.packages';

/** @returns the packages, each with its tarball: `filename`, `size` and `unpackedSize` in bytes */
export async function makePackages() {
  const packages = workspaces();
  for (const folder of [BUILT, 'dist/staging', 'dist/packages']) remove(folder);
  await buildPages();
  compile(packages);
  for (const each of packages) stage(each);
  declareOnce(packages);
  remove(BUILT);
  const packed = new Map((await pack(packages)).map((tarball) => [tarball.name, tarball]));
  return packages.map((each) => ({ ...packed.get(each.name), ...each }));
}

/** Static files that a lib brings along. */
async function buildPages() {
  const { code, output } = await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', 'apps/web/vite.config.ts']);
  if (code !== 0) throw new Error(output);
}

function remove(folder) {
  rmSync(join(ROOT, folder), { recursive: true, force: true });
}

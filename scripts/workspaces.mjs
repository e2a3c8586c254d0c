// The packages of this repository, as package.json names their folders.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './run.mjs';

export const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** Each that others install, with its folder and its package.json; `isDual` is built as CommonJS too. */
export function workspaces() {
  const folders = readJson('package.json').workspaces.map((pattern) => dirname(pattern));
  const packages = folders.flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`));
  return packages
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
    .map(workspace)
    .filter(({ manifest }) => !manifest.private);
}

function workspace(folder) {
  const manifest = readJson(`${folder}/package.json`);
  return { folder, name: manifest.name, manifest, isDual: Boolean(manifest.exports?.['.']?.require) };
}

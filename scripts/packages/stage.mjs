// Lays a package out as it will be installed: its package.json, README and licence, and what was built of it in dist.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { ROOT } from '../run.mjs';
import { readJson } from '../workspaces.mjs';

const BUILT = join(ROOT, 'dist/.packages');
export const STAGING = join(ROOT, 'dist/staging/node_modules');
/** What is no TypeScript and belongs to the product, as `nest build` copies it. */
const ASSETS = assetEndings();

export function stage({ folder, name, isDual }) {
  const target = join(STAGING, name);
  const sources = join(ROOT, folder, 'src');
  for (const file of ['package.json', 'README.md']) copy(join(ROOT, folder, file), join(target, file));
  copy(join(ROOT, 'LICENSE'), join(target, 'LICENSE'));
  copyBuilt(join(BUILT, 'esm', folder, 'src'), join(target, 'dist'), isDual ? linesAlone : (map) => map);
  for (const file of filesBelow(sources).filter((path) => ASSETS.test(path))) copy(join(sources, file), join(target, 'dist', file));
  if (!isDual) return;
  copyBuilt(join(BUILT, 'cjs', folder, 'src'), join(target, 'dist/cjs'));
  writeFileSync(join(target, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n');
}

function copyBuilt(from, to, reduced) {
  for (const file of filesBelow(from)) {
    if (file.endsWith('.map')) write(join(to, file), mapOf(join(from, file), file, reduced));
    else copy(join(from, file), join(to, file));
  }
}

/** The path that a map has for its source is told as the package is laid out, not as it was built. */
function mapOf(path, file, reduced) {
  const map = reduced(JSON.parse(readFileSync(path, 'utf8')));
  const source = join('src', file.replace(/\.js\.map$/, '.ts'));
  return JSON.stringify({ ...map, sources: [relative(dirname(join('dist', file)), source)] });
}

/**
 * Where each line comes from, not each word, and without the source itself: what everybody downloads is a quarter smaller, and stack traces
 * name the same line.
 */
function linesAlone({ sourcesContent: _, mappings, ...map }) {
  return { ...map, mappings: encode(decode(mappings).map((line) => line.slice(0, 1))) };
}

function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function copy(from, to) {
  if (!existsSync(from)) throw new Error(`${relative(ROOT, from)} is missing`);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function write(to, text) {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
}

function assetEndings() {
  const { assets } = readJson('nest-cli.json').projects.castellan.compilerOptions;
  const endings = assets.flatMap(({ include }) => /\{(.+)\}$/.exec(include)[1].split(','));
  return new RegExp(`\\.(${[...new Set(endings)].join('|')})$`);
}

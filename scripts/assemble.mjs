// Lays out in a folder what a node runs, once everything is built: node scripts/assemble.mjs <folder> [panel] [twilio] [tracing] [embedded]
// There are dist, the packages that it loads, and bin/castellan: the API and the command line, and each part that is named. npm itself does
// not leave those out: optional peers that the lockfile knows are installed whatever is omitted.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from './run.mjs';

/** What a node has only where it is asked for: its packages, and what is built of it. */
const PARTS = {
  panel: { names: ['@castellan/admin'], built: 'apps/admin' },
  twilio: { names: ['twilio'] },
  tracing: { names: ['@opentelemetry/sdk-trace-node', '@opentelemetry/exporter-trace-otlp-http', '@opentelemetry/resources'] },
  embedded: { names: ['@electric-sql/pglite'] },
};
const NAMES = Object.values(PARTS).flatMap(({ names }) => names);
/** Read by compilers, debuggers and people alone. */
const NEVER_LOADED = /\.(d\.[mc]?ts|map|md|markdown)$/i;
const LICENCE = /licen[cs]e|copying|notice/i;
const COMMAND = 'dist/apps/castellan/src/command.js';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder || wanted.some((part) => !(part in PARTS))) stop(`node scripts/assemble.mjs <folder> [${Object.keys(PARTS).join('] [')}]`);
if (!existsSync(join(ROOT, COMMAND))) stop('Nothing is built: npm run build');
if (existsSync(join(folder, 'dist'))) stop(`There is something in ${folder} already.`);
const left = Object.entries(PARTS).flatMap(([part, about]) => (wanted.includes(part) ? [] : [about]));
const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;

for (const path of closure('apps/castellan'))
  if (path.startsWith('node_modules/')) copy(path, (below) => basename(below) !== 'node_modules');
for (const name of ['apps', 'libs']) copy(`dist/${name}`, (below) => !left.some(({ built }) => built && below.endsWith(`dist/${built}`)));
for (const file of ['package.json', 'LICENSE', 'deploy/healthcheck.mjs']) copy(file);
mkdirSync(join(folder, 'bin'));
chmodSync(join(folder, COMMAND), 0o755);
symlinkSync(`../${COMMAND}`, join(folder, 'bin/castellan'));

/** What is loaded, as paths of the lockfile. dist runs from the root: our own packages find theirs there and nowhere else. */
function closure(root) {
  const found = new Set([root]);
  for (const from of found) for (const path of needsOf(locked[from]).map((name) => pathOf(name, from))) if (path) found.add(path);
  return [...found];
}

function needsOf({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional || NAMES.includes(name));
  const needed = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
  return needed.filter((name) => !left.some(({ names }) => names.includes(name)));
}

/** Null for what other platforms need. */
function pathOf(name, from) {
  const isOurs = !from.startsWith('node_modules/');
  if (isOurs && `${from}/node_modules/${name}` in locked) stop(`${from} needs a ${name} of its own, and dist would find another one.`);
  const path = resolve(name, isOurs ? '' : from);
  if (path === null) stop(`${name}, which ${from} needs, is not in the lockfile.`);
  if (locked[path].link) return locked[path].resolved;
  if (existsSync(join(ROOT, path))) return path;
  return locked[path].optional ? null : stop(`${path} is not installed: npm ci`);
}

/** As Node looks for it: beside, and in each folder above. */
function resolve(name, from) {
  const path = join(from, 'node_modules', name);
  if (path in locked) return path;
  return from === '' ? null : resolve(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))));
}

function copy(path, isKept = () => true) {
  const source = join(ROOT, path);
  const filter = (below) => below === source || (isKept(below) && (!NEVER_LOADED.test(below) || LICENCE.test(basename(below))));
  cpSync(source, join(folder, path), { recursive: true, filter });
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

// Makes a fresh clone ready: installs the packages when they are missing or older than the lockfile, then builds when a source has
// changed since the last complete build. Needs nothing but Node, because it runs before anything is installed.
//   node scripts/prepare.mjs [--no-build] [--quiet]
// The build makes every app at once: they are compiled together. --quiet leaves standard output to the command that follows.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_NODE = [20, 19];
const STAMP = join(ROOT, 'dist', '.complete');
const PAGES = 'libs/rest/src/pages/built';
const LOCKFILE = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');
const SOURCES = ['apps', 'libs', 'package.json', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
const QUIET = process.argv.includes('--quiet');
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

refuseOldNode();
if (!isInstalled()) install();
if (!process.argv.includes('--no-build')) buildIfStale();

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  stop(
    `Castellan needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org/`,
  );
}

function isInstalled() {
  if (!existsSync(INSTALLED)) return false;
  return statSync(INSTALLED).mtimeMs >= statSync(LOCKFILE).mtimeMs || holdsWhatIsLocked();
}

/** A checkout makes the lockfile newer without changing it: then what it lists is compared with what npm noted as installed. */
function holdsWhatIsLocked() {
  const { '': _project, ...locked } = JSON.parse(readFileSync(LOCKFILE, 'utf8')).packages;
  const held = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages;
  const agrees = ([path, { version, optional }]) => held[path]?.version === version || (optional && !held[path]);
  return Object.entries(locked).every(agrees) && Object.keys(held).every((path) => path in locked);
}

function install() {
  say('Installing the packages (npm ci) …');
  // The tools that build and test are development packages: they are needed whatever NODE_ENV says.
  run(NPM, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
}

function buildIfStale() {
  const state = sourceState();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === state) return;
  say('Building …');
  for (const built of ['apps', 'libs', '.complete']) rmSync(join(ROOT, 'dist', built), { recursive: true, force: true });
  run(process.execPath, [
    join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--config',
    'apps/web/vite.config.ts',
    '--logLevel=warn',
  ]);
  run(process.execPath, [join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build', 'castellan']);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(`${STAMP}.new`, state);
  renameSync(`${STAMP}.new`, STAMP);
}

/** Changes with the name, the size or the time of any source. */
function sourceState() {
  const hash = createHash('sha256');
  for (const source of SOURCES) hashTree(hash, source);
  return hash.digest('hex');
}

function hashTree(hash, path) {
  const stats = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) return void hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
  if (path === PAGES) return; // is built
  for (const name of readdirSync(join(ROOT, path)).sort()) hashTree(hash, `${path}/${name}`);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['inherit', QUIET ? 2 : 'inherit', 'inherit'],
    shell: command.endsWith('.cmd'),
  });
  if (error) stop(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

function say(message) {
  if (QUIET) console.error(message);
  else console.log(message);
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

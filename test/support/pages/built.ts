import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..'); // global setup runs without Jest's module map: no import of a neighbour
const MANIFEST = join(ROOT, 'libs/rest/src/pages/built/manifest.json');
const SOURCES = ['apps/web/src', 'apps/web/vite.config.ts', 'libs/client/src', 'package-lock.json'];

/** Jest's global setup: builds the pages where a source is newer than what was built, so that a single test shows what the source says. */
export default function buildPages(): void {
  if (existsSync(MANIFEST) && newest(SOURCES) <= statSync(MANIFEST).mtimeMs) return;
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  execFileSync(process.execPath, [vite, 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn'], { cwd: ROOT });
}

function newest(paths: readonly string[]): number {
  const files = paths.flatMap((path) => (statSync(join(ROOT, path)).isDirectory() ? filesBelow(path) : [path]));
  return Math.max(...files.map((file) => statSync(join(ROOT, file)).mtimeMs));
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

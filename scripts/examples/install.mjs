// An example as a stranger has it: a copy in an empty folder, with our packages from dist/packages.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from '../run.mjs';
import { readJson, workspaces } from '../workspaces.mjs';
import { manifestOf } from './variants.mjs';

const PACKED = join(ROOT, 'dist/packages');

/** Copies, installs and builds. @throws with what npm or the compiler said */
export async function install(variant, folder) {
  cpSync(join(ROOT, 'examples', variant.example), folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifestOf(manifest, variant, tarballs()), null, 2));
  await npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error');
  await npm(folder, 'run', 'build', '--silent', '--if-present');
}

/** Each of our packages by its name, as npm takes it. */
export function tarballs() {
  const { version } = readJson('package.json');
  const files = new Set(readdirSync(PACKED));
  const named = workspaces().map(({ name }) => [name, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`]);
  return Object.fromEntries(named.filter(([, file]) => files.has(file)).map(([name, file]) => [name, `file:${join(PACKED, file)}`]));
}

export async function npm(folder, ...args) {
  const { code, output } = await run('npm', args, process.env, folder);
  if (code !== 0) throw new Error(`npm ${args.join(' ')}\n${output}`);
}

// Installs the examples from our tarballs, as a stranger would, and runs their tests and the story of both: N passed, N failed.
//   npm run examples [-- --some]     --some: one variant of each, by both versions of Nest and in both formats
//   npm run examples -- browser      installs the browser app from our tarball, and runs it
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browse, lookAt } from './examples/browser.mjs';
import { install } from './examples/install.mjs';
import { tellStory } from './examples/story.mjs';
import { BROWSER, VARIANTS } from './examples/variants.mjs';
import { makePackages } from './packages/make.mjs';
import { run } from './run.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'castellan-examples-'));
const folders = {};
let [passed, failed] = [0, 0];
try {
  await makePackages();
  await (process.argv.includes('browser') ? browse() : tryAll(process.argv.includes('--some') ? VARIANTS.slice(0, 2) : VARIANTS));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function tryAll(variants) {
  for (const variant of variants) await tell(`${nameOf(variant)} is installed and built`, () => install(variant, folderOf(variant)));
  for (const variant of variants) await tell(`${nameOf(variant)}: its tests`, () => test(folderOf(variant)));
  await tell('signs in at the shop, calls orders, and is refused within a second of the sign-out', () => tellStory(folders));
  await tell('browser is installed', () => install(BROWSER, folderOf(BROWSER)));
  await tell('browser serves its page and the client', () => lookAt(folderOf(BROWSER)));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function nameOf({ example, nest, type }) {
  return `${example} on Nest ${nest}, ${type === 'module' ? 'ESM' : 'CommonJS'}`;
}

/** The story is told by the first of each. */
function folderOf({ example, nest, type }) {
  const folder = join(scratch, `${example}-${nest}-${type}`);
  folders[example] ??= folder;
  return folder;
}

async function tell(what, work) {
  const from = performance.now();
  const problem = await work().then(
    () => null,
    (error) => error,
  );
  console.log(`${problem ? 'FAIL' : 'ok  '} ${what} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  if (problem) console.log(String(problem.message).replace(/^/gm, '     '));
  if (problem) failed++;
  else passed++;
}

/** Each test counts for itself. */
async function test(folder) {
  const { code, output } = await run('npm', ['test', '--silent'], process.env, folder);
  const [, good] = /^# pass (\d+)$/m.exec(output) ?? [];
  if (code !== 0 || good === undefined) throw new Error(output);
  passed += Number(good) - 1;
}

// Everything that must hold before a change lands, tests apart: one line a step, and the whole output of a step that fails.
//   npm run check
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generators, runGenerator } from './generators.mjs';
import { ROOT, run } from './run.mjs';

const AT_ONCE = 2;
const bin = (name, ...args) => [process.execPath, [join(ROOT, 'node_modules', name), ...args]];
const command = (name, ...args) => ({ name, work: () => succeed(...bin(...args)) });

const steps = [
  command('eslint', 'eslint/bin/eslint.js', '.', '--max-warnings=0'),
  command('types', 'typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  command('types of the pages', 'typescript/bin/tsc', '-p', 'apps/web/tsconfig.json'),
  command('format', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  command('boundaries', 'dependency-cruiser/bin/dependency-cruise.mjs', ...sourceFolders()),
  command('unused code and packages', 'knip/bin/knip.js', '--no-config-hints'),
  ...generators().map(({ script, file }) => ({ name: `${file} is fresh`, work: () => compare(script, file) })),
  { name: 'openapi.json is sound (redocly)', work: lintDocument },
  { name: 'openapi.json is sound (spectral)', work: () => succeed(process.execPath, ['scripts/check-openapi.mjs']) },
  { name: 'packages are sound', work: () => succeed(process.execPath, ['scripts/check-packages.mjs']) },
  {
    name: 'migrations are complete',
    work: () => succeed(process.execPath, ['--import', './scripts/typescript.mjs', 'scripts/check-migrations.ts']),
  },
];

const scratch = mkdtempSync(join(tmpdir(), 'castellan-check-'));
const queue = [...steps];
let failures = 0;
await Promise.all(Array.from({ length: AT_ONCE }, work));
rmSync(scratch, { recursive: true, force: true });
console.log(failures === 0 ? 'all checks hold' : `${failures} of ${steps.length} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;

async function work() {
  for (let step = queue.shift(); step; step = queue.shift()) await tell(step);
}

async function tell({ name, work }) {
  const from = performance.now();
  const problem = await work().catch((error) => error.stack);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`${problem ? 'FAIL' : 'ok  '} ${name} (${seconds} s)`);
  if (!problem) return;
  failures++;
  console.log(problem.replace(/^/gm, '     '));
}

/** The output of a command that failed, or null. */
async function succeed(...args) {
  const { code, output } = await run(...args);
  return code === 0 ? null : output.trim() || `exit code ${code}`;
}

/** Warnings count: the tool itself fails for errors alone. */
async function lintDocument() {
  const { code, output } = await run(...bin('@redocly/cli/bin/cli.js', 'lint', 'openapi.json', '--format=stylish'));
  return code === 0 && !/You have \d+ warning/.test(output) ? null : output.trim();
}

/** Generates the file or folder anew, beside, and compares. */
async function compare(script, file) {
  const fresh = join(scratch, file);
  mkdirSync(dirname(fresh), { recursive: true });
  await runGenerator(script, fresh);
  const { code, output } = await run('git', ['diff', '--no-index', '--stat', '--patch', '--', join(ROOT, file), fresh]);
  if (code === 0) return null;
  return `${file} is not what the sources give. Run: npm run generate\n${output.slice(0, 4000)}`;
}

function sourceFolders() {
  return ['apps', 'libs', 'test', 'scripts', 'ormconfig.ts'].filter((name) => existsSync(join(ROOT, name)));
}

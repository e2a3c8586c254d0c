// What is generated from the sources and checked in.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

const GENERATED = [
  { script: 'scripts/generate-openapi.ts', file: 'openapi.json' },
  { script: 'scripts/generate-client.mjs', file: 'libs/client/src/schema.ts' },
  { script: 'scripts/generate-decisions.ts', file: 'docs/decisions/README.md' },
  { script: 'scripts/generate-configuration.ts', file: 'docs/operations/configuration.md' },
  { script: 'scripts/generate-errors.ts', file: 'docs/reference/errors.md' },
  { script: 'scripts/generate-installing.mjs', file: 'docs/reference/installing.md' },
  { script: 'scripts/generate-architecture.mjs', file: 'docs/architecture.md' },
  { script: 'scripts/generate-api.mjs', file: 'docs/reference/api' },
];

export function generators() {
  return GENERATED.filter(({ script }) => existsSync(join(ROOT, script)));
}

/** Runs one generator, which writes `file` (or a folder of that name) and must say so by its exit code. */
export async function runGenerator(script, file) {
  const { code, output } = await run(process.execPath, ['--import', './scripts/typescript.mjs', script, file]);
  if (code !== 0) throw new Error(`${script} failed:\n${output}`);
}

// Runs Jest over everything, or over what the arguments name, and closes with one plain line: N passed, N failed.
//   npm test [-- <jest arguments>]
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MOST_WORKERS = 4;
const WAITING_WORKERS = 1; // beside one for each core: a story waits for its mails, jobs and processes a good part of its time
const FLAGS = ['--single-threaded-gc']; // the workers fill all cores: the collector's helper threads would only take them from each other
const WORKER_MEMORY = '1200MB'; // a worker that grew beyond it is replaced: collecting its garbage takes longer than a new start

const directory = mkdtempSync(join(tmpdir(), 'castellan-test-'));
const totalsFile = join(directory, 'totals.json');
const code = await runJest(process.argv.slice(2));
const { passed, failed, skipped } = readTotals();
rmSync(directory, { recursive: true, force: true });

const failures = code === 0 ? failed : Math.max(1, failed);
console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failures > 0 ? 1 : 0;

function runJest(args) {
  const jest = [join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), ...workers(args), '--json', `--outputFile=${totalsFile}`, ...args];
  const child = spawn(process.execPath, [...FLAGS, ...jest], { cwd: ROOT, stdio: ['inherit', 'ignore', 'inherit'] });
  // Ctrl-C reaches Jest by itself; this process waits to give the closing line.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
}

/** Jest's own default leaves one core of two unused. The flags of this process are those of its workers. */
function workers(args) {
  if (args.some((arg) => /^(-i|-w|--runInBand|--maxWorkers)/.test(arg))) return [];
  return [`--maxWorkers=${Math.min(MOST_WORKERS, availableParallelism() + WAITING_WORKERS)}`, `--workerIdleMemoryLimit=${WORKER_MEMORY}`];
}

/** A suite that could not even be loaded has no failed test of its own, and is a failure all the same. */
function readTotals() {
  if (!existsSync(totalsFile)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(totalsFile, 'utf8'));
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests,
  };
}

import type { Command } from 'commander';
import { run } from './run.js';

/** Something that could not be closed, after a start that failed half-way, does not keep the command from ending. */
const GRACE_MS = 1_000;

/** Runs the command that was typed, and leaves the process with its exit code. */
export async function runAndLeave(program: Command): Promise<void> {
  process.exitCode = await run(program, process.argv.slice(2));
  setTimeout(() => process.exit(), GRACE_MS).unref();
}

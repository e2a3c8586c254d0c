import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { describeFailure, PartlyDone } from './failure.js';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;
const PARTLY_DONE = 3;

/** Runs the command that the arguments name and gives the exit code. Says what went wrong, and never throws. */
export async function run(program: Command, args: readonly string[]): Promise<number> {
  for (const command of everyCommand(program)) tame(command);
  try {
    await program.parseAsync(args, { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.code === 'commander.help' || error.exitCode !== 0 ? WRONG_USAGE : DONE;
    const { message, isUsage } = describeFailure(error);
    process.stderr.write(`${message}\n`);
    if (error instanceof PartlyDone) return PARTLY_DONE;
    return isUsage ? WRONG_USAGE : FAILED;
  }
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/** Commander throws instead of leaving the process. What it repeats of wrong arguments is told without their values: one may be a password. */
function tame(command: Command): void {
  command
    .exitOverride()
    .showHelpAfterError('See --help.')
    .configureOutput({ writeErr: (text) => process.stderr.write(text.replace(/(--?[\w-]+=)[^\n']*/g, '$1…')) });
}

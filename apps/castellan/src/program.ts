import { createProgram } from '@castellan/cli';
import type { Command } from 'commander';
import { start } from './start-command.js';

/** The `castellan` command: what looks after a service, and what runs one. */
export function castellanProgram(): Command {
  return createProgram(start());
}

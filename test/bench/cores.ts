import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The measured servers have this core to themselves; the client and the stores share the other. */
export const SERVER_CORE = 0;
export const CLIENT_CORE = 1;

/** Without two cores or without `taskset` nothing is pinned: the figures are then rougher, which the table says. */
export const isPinned = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** The command, pinned to a core where that is possible. */
export function pinned(core: number, command: string, args: readonly string[]): readonly [command: string, args: string[]] {
  return isPinned ? ['taskset', ['-c', String(core), command, ...args]] : [command, [...args]];
}

/** Pins all threads of this process. */
export function pinMyself(core: number): void {
  if (isPinned) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
}

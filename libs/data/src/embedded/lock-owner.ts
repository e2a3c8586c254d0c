import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who wrote a lock file. Process ids are reused (PID 1 in every container), so the start of the process belongs to its identity. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Ticks from the boot to the start of the process; null where the system does not tell. */
  readonly startedAt: string | null;
}

export function describeSelf(): string {
  const self: Owner = { pid: process.pid, host: hostname(), startedAt: startOf(process.pid) };
  return JSON.stringify(self);
}

/** Null for anything that is not a whole lock, such as one half written when its process was killed. */
export function parseOwner(content: string): Owner | null {
  try {
    const { pid, host, startedAt } = JSON.parse(content) as Record<string, unknown>;
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1 || typeof host !== 'string') return null;
    return { pid, host, startedAt: typeof startedAt === 'string' ? startedAt : null };
  } catch {
    return null;
  }
}

/** True while that very process runs on this host. */
export function isAlive({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const start = startOf(pid);
  if (startedAt !== null && start !== null) return start === startedAt;
  return pid !== process.pid;
}

/** Field 22 of proc_pid_stat(5), counted after the command name, which may hold blanks and brackets. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

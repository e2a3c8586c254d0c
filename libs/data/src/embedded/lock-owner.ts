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
  const self: Owner = { pid: process.pid, host: hostname(), startedAt: statusOf(process.pid)?.startedAt ?? null };
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

/** True while that very process runs on this host. A dead one that nobody has waited for (a zombie) does not: it holds nothing open. */
export function isAlive({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = statusOf(pid);
  if (now !== null && DEAD_STATES.includes(now.state)) return false;
  if (startedAt !== null && now !== null) return now.startedAt === startedAt;
  return pid !== process.pid;
}

/** proc_pid_stat(5): zombie, and dead while its parts are taken away. */
const DEAD_STATES: readonly string[] = ['Z', 'X', 'x'];

interface Status {
  readonly state: string;
  readonly startedAt: string;
}

/** Fields 3 and 22 of proc_pid_stat(5), counted after the command name, which may hold blanks and brackets. */
function statusOf(pid: number): Status | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startedAt] = [fields[0], fields[19]];
    return state === undefined || startedAt === undefined ? null : { state, startedAt };
  } catch {
    return null;
  }
}

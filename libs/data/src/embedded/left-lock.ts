import { linkSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAlive, type Owner, parseOwner } from './lock-owner.js';
import type { LockTouches } from './lock-touches.js';

/** Removes a lock file whose owner has ended. Gives who has it when nothing could be removed, else null: creating it again decides. */
export function clearLeftLock(file: string, touches: LockTouches): string | null {
  const content = readIfThere(file);
  if (content === null) return null;
  const owner = parseOwner(content);
  if (owner && isInUse(owner, touches)) return `process ${owner.pid} on ${owner.host}`;
  return moveAside(file, content) ? null : 'another process';
}

function isInUse(owner: Owner, touches: LockTouches): boolean {
  return owner.host === hostname() ? isAlive(owner) : !touches.areOver();
}

/** Two processes may find the same stale lock: only the one that moves away exactly what it judged goes on. */
function moveAside(file: string, judged: string): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return true; // the other one was faster; creating decides
  }
  const moved = readIfThere(aside);
  if (moved !== judged) linkSync(aside, file);
  unlinkSync(aside);
  return moved === judged;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

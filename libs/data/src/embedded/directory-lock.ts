import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { clearLeftLock } from './left-lock.js';
import { describeSelf } from './lock-owner.js';
import { LockTouches } from './lock-touches.js';

const LOOK_AGAIN_MS = 100;

const openInThisProcess = new Set<string>();

/** The directory is open elsewhere: a second process would silently lose rows of the first, which the engine does not notice. @internal */
export class DirectoryInUse extends Error {
  constructor(directory: string, owner: string) {
    super(
      `The embedded database ${directory} is already open in ${owner}. Stop that process, give this one another DATA_DIR, ` +
        'or set DATABASE_URL to share a PostgreSQL.',
    );
    this.name = DirectoryInUse.name;
  }
}

/**
 * Makes this process the only one on a data directory, by the file `<directory>.lock`; returns the release. Whoever has it gets
 * `patienceMs` to end: supervisors start the next process while the last one still closes. Throws `DirectoryInUse`.
 */
export async function lockDirectory(directory: string, patienceMs = 0): Promise<() => void> {
  const path = resolve(directory);
  if (openInThisProcess.has(path)) throw new DirectoryInUse(path, 'this process');
  openInThisProcess.add(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    await take(path, patienceMs);
    return holding(path);
  } catch (error) {
    openInThisProcess.delete(path);
    throw error;
  }
}

async function take(path: string, patienceMs: number): Promise<void> {
  const touches = new LockTouches(lockFileOf(path));
  const deadline = performance.now() + patienceMs;
  for (let isFirstLook = true; ; isFirstLook = false) {
    const holder = tryToTake(lockFileOf(path), touches);
    if (holder === null) return;
    const isOver = performance.now() >= deadline && !(patienceMs > 0 && touches.mayBeLeft);
    if (isOver) throw new DirectoryInUse(path, holder);
    if (isFirstLook) new Logger('Database').log(`The embedded database is still open in ${holder}; waits for its end.`);
    await sleep(LOOK_AGAIN_MS);
  }
}

/** Null when it is ours now, else who has it. */
function tryToTake(file: string, touches: LockTouches): string | null {
  if (create(file)) return null;
  const holder = clearLeftLock(file, touches);
  if (holder !== null) return holder;
  return create(file) ? null : 'another process';
}

function create(file: string): boolean {
  try {
    writeFileSync(file, describeSelf(), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holding(path: string): () => void {
  const file = lockFileOf(path);
  const stopTouching = LockTouches.keepTouching(file);
  const release = (): void => {
    stopTouching();
    process.removeListener('exit', release);
    openInThisProcess.delete(path);
    if (isOwn(file)) unlinkSync(file);
  };
  process.once('exit', release);
  return release;
}

function isOwn(file: string): boolean {
  try {
    return readFileSync(file, 'utf8') === describeSelf();
  } catch {
    return false; // removed by hand
  }
}

const lockFileOf = (path: string): string => `${path}.lock`;

import { linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { describeSelf, isAlive, type Owner, parseOwner } from './lock-owner.js';

const HEARTBEAT_MS = 5_000;
/** A lock made on another host (a container with the same volume) counts as left behind when its file was not touched for this long. */
const FOREIGN_LOCK_STALE_MS = 20_000;

const openInThisProcess = new Set<string>();

/** The directory is open elsewhere: a second process would silently lose rows of the first, which the engine does not notice. */
export class DirectoryInUse extends Error {
  constructor(directory: string, owner: string) {
    super(
      `The embedded database ${directory} is already open in ${owner}. Stop that process, give this one another DATA_DIR, ` +
        'or set DATABASE_URL to share a PostgreSQL.',
    );
    this.name = DirectoryInUse.name;
  }
}

/** Makes this process the only one on a data directory, by the file `<directory>.lock`; returns the release. Throws `DirectoryInUse`. */
export function lockDirectory(directory: string): () => void {
  const path = resolve(directory);
  if (openInThisProcess.has(path)) throw new DirectoryInUse(path, 'this process');
  const file = `${path}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  if (!create(file)) {
    removeStale(file, path);
    if (!create(file)) throw new DirectoryInUse(path, 'another process');
  }
  openInThisProcess.add(path);
  return holding(file, path);
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

function removeStale(file: string, directory: string): void {
  const content = readIfThere(file);
  if (content === null) return;
  const owner = parseOwner(content);
  if (owner && isInUse(file, owner)) throw new DirectoryInUse(directory, `process ${owner.pid} on ${owner.host}`);
  moveAside(file, content, directory);
}

/** Two processes may find the same stale lock: only the one that moves away exactly what it judged goes on. */
function moveAside(file: string, judged: string, directory: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // the other one was faster; creating decides
  }
  const moved = readIfThere(aside);
  if (moved !== judged) linkSync(aside, file);
  unlinkSync(aside);
  if (moved !== judged) throw new DirectoryInUse(directory, 'another process');
}

function isInUse(file: string, owner: Owner): boolean {
  if (owner.host === hostname()) return isAlive(owner);
  return Date.now() - statSync(file).mtimeMs < FOREIGN_LOCK_STALE_MS;
}

function holding(file: string, path: string): () => void {
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref();
  const release = (): void => {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    openInThisProcess.delete(path);
    if (readIfThere(file) === describeSelf()) unlinkSync(file);
  };
  process.once('exit', release);
  return release;
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // removed by hand; nothing to keep alive
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

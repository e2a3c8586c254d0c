import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OWNER_ONLY = 0o600;
const SECRET_BYTES = 48;

/**
 * The secret kept in `directory`, made at the first call. Two processes that start together get the same one:
 * it is written beside under a name of its own and linked into place, which only the first can do, and never seen half written.
 * @throws Error when the directory cannot be written, or holds a secret of fewer than `leastBytes` bytes
 */
export function keptSecret(directory: string, leastBytes: number): string {
  const file = join(directory, 'secret.key');
  const secret = readKept(file) ?? create(directory, file);
  if (Buffer.byteLength(secret) < leastBytes) throw new Error(`${file} is damaged: restore it, or remove it and lose what it sealed`);
  return secret;
}

function create(directory: string, file: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  writeFileSync(beside, `${randomBytes(SECRET_BYTES).toString('base64')}\n`, { mode: OWNER_ONLY, flag: 'wx', flush: true });
  try {
    linkSync(beside, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(beside, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

function readKept(file: string): string | undefined {
  try {
    const secret = readFileSync(file, 'utf8').trim();
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY);
    return secret;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

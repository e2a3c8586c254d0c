import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

let words: ReadonlySet<string> | null = null;

/** Is it one of the 20 000 most common? Case and blanks around do not make a password rarer. */
export function isCommonPassword(password: string): boolean {
  words ??= new Set(read().split('\n'));
  return words.has(password.toLowerCase().trim());
}

function read(): string {
  return gunzipSync(readFileSync(join(import.meta.dirname, 'common-passwords.txt.gz'))).toString('utf8');
}

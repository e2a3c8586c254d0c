import { createHash } from 'node:crypto';

/** Of the ids made here: any UUID that is nobody else's, the same for ever. */
const NAMESPACE = Buffer.from('6f9f2f0b2f5d5c1fa7d6c0ffee5eed01', 'hex');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The UUID of version 5 (RFC 9562, §5.5) of a name: the same at every run. */
export function uuidOf(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(parts.join(':')).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hyphenated(hash.toString('hex'));
}

/** A key that is a UUID, in its usual form; null for any other. SQLite and MySQL keep it without hyphens. */
export function asUuid(key: string): string | null {
  const lower = key.toLowerCase();
  const written = /^[0-9a-f]{32}$/.test(lower) ? hyphenated(lower) : lower;
  return UUID.test(written) ? written : null;
}

const hyphenated = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

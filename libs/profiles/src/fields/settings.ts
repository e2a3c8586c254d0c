import type { Reading } from './field-rule.js';

/** What an application remembers for a user: a JSON object of its own making. */
export type Settings = Readonly<Record<string, unknown>>;

const MAX_BYTES = 8 * 1024;
const MAX_DEPTH = 4;
/** Names by which a careless reader's merge would reach every object (CWE-1321). */
const TREACHEROUS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Merges what is given into what there is, by the keys of the outermost object: a key given replaces its value whole, a key given as `null`
 * goes, the others stay. `null` for all of it empties it. The result has at most 8 kB as JSON and 4 levels, itself the first.
 */
export function mergeSettings(current: Settings, given: unknown): Reading<Settings> {
  if (given === null) return { value: {} };
  if (!isObject(given)) return { problem: 'This must be an object.' };
  const problem = problemWithin(given, 1);
  if (problem !== null) return { problem };
  const merged = Object.fromEntries(Object.entries({ ...current, ...given }).filter(([, value]) => value !== null));
  return Buffer.byteLength(JSON.stringify(merged)) > MAX_BYTES ? { problem: 'Settings may take at most 8 kB as JSON.' } : { value: merged };
}

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What keeps a value from being stored and read back as it is; null if nothing does. Recursion ends with the levels. */
function problemWithin(value: unknown, level: number): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : 'This contains characters that are not allowed.';
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'This contains a number that is too large.';
  if (typeof value !== 'object' || value === null) return null;
  if (level > MAX_DEPTH) return `Settings may have at most ${MAX_DEPTH} levels.`;
  for (const [key, inner] of Object.entries(value)) {
    const problem = problemOfKey(key) ?? problemWithin(inner, level + 1);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOfKey(key: string): string | null {
  if (TREACHEROUS.includes(key)) return `No key may be named ${TREACHEROUS.join(', ')}.`;
  return isStorable(key) ? null : 'This contains characters that are not allowed.';
}

/** PostgreSQL's jsonb holds neither NUL nor half characters. */
function isStorable(text: string): boolean {
  return !/[\0\p{Cs}]/u.test(text);
}

import type { Fault } from '../faults.js';

/** Stands in for one that is missing while the rest is looked at: the loader would make one, and keep it in the host's folder. */
const NO_KEY = 'no key was told, and none is made in its place';

interface Keys {
  readonly texts: { readonly SECRET_KEY: string; readonly SECRET_KEY_FALLBACKS: string };
  readonly faults: readonly Fault[];
}

/** Reads a list of keys, or the only one. Each stays in its place: a former key never becomes the current one. */
export function readKeys(given: unknown): Keys {
  const listed: readonly unknown[] = [given].flat();
  const keys = listed.length > 0 ? listed : [undefined];
  const faults = keys.flatMap(faultsOf);
  const [key = NO_KEY, ...fallbacks] = faults.length > 0 ? [] : keys.map(String);
  return { texts: { SECRET_KEY: key, SECRET_KEY_FALLBACKS: fallbacks.join(',') }, faults };
}

/** Types are gone when a host in JavaScript runs. Of a key itself nothing is told. */
function faultsOf(key: unknown, index: number): readonly Fault[] {
  const name = `secretKeys[${index}]`;
  if (key === undefined || key === null || (typeof key === 'string' && key.trim() === '')) {
    return [index === 0 ? { name, problem: 'is required', change: `${name}: '<output of: openssl rand -base64 48>'` } : empty(name)];
  }
  if (typeof key !== 'string') return [{ name, problem: 'must be a text', change: '' }];
  // The loader would take it for two.
  return index > 0 && key.includes(',') ? [{ name, problem: 'must hold no comma', change: '' }] : [];
}

const empty = (name: string): Fault => ({ name, problem: 'is empty: leave it out, or give the former key', change: '' });

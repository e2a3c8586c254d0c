/**
 * What is no longer as caches remember it. `everything`: the listener was deaf for a while, so nothing remembered may be used.
 */
export type Change = { readonly kind: 'session' | 'user' | 'keys'; readonly id: string } | { readonly kind: 'everything' };

/** Hears a change of any node, its own included. Its failure is logged, and keeps no other from hearing. */
export type ChangeListener = (change: Change) => void;

/** Reads a notification. What cannot be read, such as a kind of a newer version, may be about anything: forget everything. */
export function parseChange(payload: string | undefined): Change {
  try {
    const { kind, id } = JSON.parse(payload ?? '') as Record<string, unknown>;
    if ((kind === 'session' || kind === 'user' || kind === 'keys') && typeof id === 'string') return { kind, id };
  } catch {
    // not ours
  }
  return { kind: 'everything' };
}

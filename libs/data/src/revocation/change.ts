const KINDS = ['session', 'user', 'keys', 'api_key', 'webhooks'] as const;
type ChangeKind = (typeof KINDS)[number];

/**
 * What is no longer as caches remember it. `everything`: the listener was deaf for a while, so nothing remembered may be used.
 */
export type Change = { readonly kind: ChangeKind; readonly id: string } | { readonly kind: 'everything' };

/** Hears a change of any node, its own included. Its failure is logged, and keeps no other from hearing. */
export type ChangeListener = (change: Change) => void;

/** What is notified; `at` is when, in ms by the clock of the database. */
export function writeChange(change: Change, at: number): string {
  return JSON.stringify({ ...change, at });
}

/** When a notification was sent; null of a version that does not say. */
export function sentAt(payload: string | undefined): number | null {
  try {
    const { at } = JSON.parse(payload ?? '') as Record<string, unknown>;
    return typeof at === 'number' ? at : null;
  } catch {
    return null;
  }
}

/** Reads a notification. What cannot be read, such as a kind of a newer version, may be about anything: forget everything. */
export function parseChange(payload: string | undefined): Change {
  try {
    const { kind, id } = JSON.parse(payload ?? '') as Record<string, unknown>;
    const known = KINDS.find((one) => one === kind);
    if (known && typeof id === 'string') return { kind: known, id };
  } catch {
    // not ours
  }
  return { kind: 'everything' };
}

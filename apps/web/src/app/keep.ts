import { boot } from './boot.js';
import { storageOf } from './storage.js';
import type { Key, Values } from './words.js';

/** What a tab remembers from page to page; the browser forgets it with the tab. Nothing in it opens anything in another browser. */
export interface Kept {
  /** A sign-in that waits for its second factor: bound to this browser by its device cookie, and good for minutes. */
  readonly pending: {
    readonly sessionToken: string;
    readonly until: number;
    /** What may finish it. */
    readonly methods: readonly string[];
    readonly next: string | null;
    readonly isByPassword: boolean;
  };
  /** They are at a provider, or have just come back. */
  readonly departed: {
    readonly provider: string;
    /** To connect it to the account that they are in, rather than to sign in. */
    readonly isLink: boolean;
    readonly until: number;
  };
  /** A provider that could not open an account that is there already; it is offered once they are in by another way. */
  readonly connect: { readonly provider: string; readonly until: number };
  /** Why the session ended, to be said where one signs in again. */
  readonly reason: string;
  /** What came of an act that led to another page, which says it in its own language. */
  readonly told: { readonly key: Key; readonly values?: Values };
  /** What was typed where one signs in, for the page that goes on with it. */
  readonly identifier: string;
}

const key = (name: keyof Kept): string => `castellan${boot.base}:${name}`;
const storage = storageOf('sessionStorage');

export function keep<N extends keyof Kept>(name: N, value: Kept[N] | null): void {
  if (value === null) storage.removeItem(key(name));
  else storage.setItem(key(name), JSON.stringify(value));
}

export function kept<N extends keyof Kept>(name: N): Kept[N] | null {
  const text = storage.getItem(key(name));
  return text === null ? null : (JSON.parse(text) as Kept[N]); // `keep` wrote it
}

/** Reads it for the last time. */
export function taken<N extends keyof Kept>(name: N): Kept[N] | null {
  const value = kept(name);
  keep(name, null);
  return value;
}

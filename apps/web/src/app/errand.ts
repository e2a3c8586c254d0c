import { boot } from './boot.js';
import { leadable, nextOf } from './places.js';
import { storageOf } from './storage.js';

/** What somebody was about who has to look into the inbox first: the mailed link opens in another tab of this browser, and knows nothing of it. */
interface Errand {
  readonly next: string | null;
  /** The address that was typed. */
  readonly identifier: string;
}

const KEY = `castellan${boot.base}:errand`;
const AN_HOUR_MS = 3_600_000;
const storage = storageOf('localStorage');

export function noteErrand(identifier: string): void {
  const next = nextOf() ?? errand()?.next ?? null;
  storage.setItem(KEY, JSON.stringify({ next, identifier, until: Date.now() + AN_HOUR_MS }));
}

/** What was noted within the hour; its `next` is trusted no more than one in an address. */
export function errand(): Errand | null {
  const text = storage.getItem(KEY);
  if (text === null) return null;
  const { next, identifier, until } = JSON.parse(text) as Errand & { readonly until: number }; // `noteErrand` wrote it
  if (until >= Date.now()) return { next: leadable(next), identifier };
  forgetErrand();
  return null;
}

export const forgetErrand = (): void => storage.removeItem(KEY);

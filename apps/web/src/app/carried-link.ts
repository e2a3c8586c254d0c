import { addressBelowBase } from './boot.js';

/** What a mailed link carries. */
export interface CarriedLink {
  readonly uid: string;
  readonly token: string;
}

/**
 * Takes it out of the address, before the pages ask for anything: no bookmark, picture of the screen, later request or Referer carries it
 * (docs/decisions/0062). The entry of the tab's history keeps it, so that the page can be loaded again.
 */
function takeLinkOutOfAddress(): void {
  const query = new URLSearchParams(location.search);
  if (!query.has('uid') && !query.has('token')) return;
  const carried = { uid: query.get('uid'), token: query.get('token') };
  query.delete('uid');
  query.delete('token');
  history.replaceState(carried, '', location.pathname + (query.size > 0 ? `?${query.toString()}` : ''));
}

/** What the link of this page carried; null where a part is missing, or it was used. */
export function carriedLink(): CarriedLink | null {
  const { uid, token } = (history.state ?? {}) as Partial<Record<keyof CarriedLink, unknown>>; // whatever the entry was given
  return typeof uid === 'string' && typeof token === 'string' && uid !== '' && token !== '' ? { uid, token } : null;
}

/** The tab forgets what was used, and keeps how that ended, for whoever goes back to it. */
export const finishLink = (how: string): void => history.replaceState({ finished: how }, '');

/** How the link of this page ended; null: not yet. */
export function finished(): string | null {
  const how = ((history.state ?? {}) as { readonly finished?: unknown }).finished; // whatever the entry was given
  return typeof how === 'string' ? how : null;
}

if (addressBelowBase === null) takeLinkOutOfAddress();

import { boot, href } from './boot.js';
import { safeNext } from './next.js';

/** Where `next` of this page's address leads; null: nowhere that we lead to. */
export function nextOf(search = location.search): string | null {
  return leadable(new URLSearchParams(search).get('next'));
}

/** The same for an address that was kept. */
export const leadable = (next: string | null): string | null => safeNext(next, { origin: location.origin, origins: boot.origins });

/** A page of ours that keeps on to where this one was to lead. */
export function onTheWay(path: string, next = nextOf()): string {
  return next === null ? href(path) : `${href(path)}?next=${encodeURIComponent(asWritten(next))}`;
}

/** The page where one signs in, and comes back from. */
export function signInFrom({ pathname, search } = location): string {
  const isFront = pathname === href('/') || pathname === boot.base;
  return isFront ? href('/login') : `${href('/login')}?next=${encodeURIComponent(pathname + search)}`;
}

/** Goes there as a whole new page: nothing that was shown or kept in memory outlives it, and the back button does not lead here again. */
export const leaveFor = (address: string): void => location.replace(address);

/** An address of this origin without it. */
export const asWritten = (address: string): string =>
  address.startsWith(`${location.origin}/`) ? address.slice(location.origin.length) : address;

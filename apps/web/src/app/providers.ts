import { boot, href } from './boot.js';
import { keep, kept } from './keep.js';
import { asWritten, nextOf, onTheWay } from './places.js';

/** Somewhere else that people have an account, as the service is told of it. */
export type Provider = (typeof boot.providers)[number];

/** As long as one may stay at a provider, by default (docs/reference/contract.md#providers), and a little to find the way from there. */
const AWAY_MS = 15 * 60_000;

/** Null for one that is not, or no longer, configured. */
export const providerOf = (id: string | undefined): Provider | null => boot.providers.find((provider) => provider.id === id) ?? null;

/** Leads to a provider, to sign in or up there. It leads back to `next`, to the second factor, or to `/login`, which says what went wrong. */
export function departTo({ id }: Provider, next = nextOf()): void {
  const source = departed() ? location.href : cameFrom(); // who has come back from a provider does not come from there
  keep('pending', null); // else its second factor might be asked for in the place of this sign-in's
  note(id, false);
  const place = connectOffer() ? onTheWay('/login/connect', next) : next;
  const query = new URLSearchParams({ source_url: source, ...(place !== null && { next: asWritten(place) }) });
  location.assign(`${href(`/api/auth/with/${id}/`)}?${query.toString()}`);
}

/** Leads to a provider that is to be connected to the account that one is in. @param address what the service answered */
export function departToLink({ id }: Provider, address: string): void {
  note(id, true);
  location.assign(address);
}

/** Where this tab was last; null where that is long ago. */
export function departed(): { readonly provider: Provider | null; readonly isLink: boolean } | null {
  const visit = unlessOld(kept('departed'));
  return visit && { provider: providerOf(visit.provider), isLink: visit.isLink };
}

export const forgetDeparture = (): void => keep('departed', null);

/** Remembers to offer a provider once they are in by another way. */
export const offerConnecting = ({ id }: Provider): void => keep('connect', { provider: id, until: Date.now() + AWAY_MS });

/** What is to be offered. */
export const connectOffer = (): Provider | null => providerOf(unlessOld(kept('connect'))?.provider);

export const endConnectOffer = (): void => keep('connect', null);

/** Where the person came from, as the source of the sign-up: the pages send no Referer by which the service could tell. */
export const cameFrom = (): string => document.referrer || location.href;

function note(provider: string, isLink: boolean): void {
  keep('departed', { provider, isLink, until: Date.now() + AWAY_MS });
}

const unlessOld = <T extends { readonly until: number }>(noted: T | null): T | null => (noted && noted.until >= Date.now() ? noted : null);

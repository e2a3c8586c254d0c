import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { api } from '../../app/client.js';
import { useLoaded, type Loaded } from '../../app/loaded.js';
import { useChanges } from './changes.js';

type Page = Awaited<ReturnType<typeof pageAt>>;
export type OwnEvent = Page['results'][number];

interface Shown {
  readonly events: readonly OwnEvent[];
  readonly count: number;
  readonly hasMore: boolean;
}

interface History {
  readonly loaded: Loaded<Shown>;
  /** Gives how many older ones came. @throws ProblemError, NetworkFailure */
  readonly more: () => Promise<number>;
}

/** The own history: what is new comes on top by itself, what is older when it is asked for, and stays. */
export function useHistory(): History {
  const { version } = useChanges();
  const newest = useLoaded(() => pageAt(null), version);
  const [older, keep] = useState<{ readonly events: readonly OwnEvent[]; readonly next: string | null } | null>(null);
  const next = older ? older.next : (newest.data?.next ?? null);
  const known = eachOnce([...(newest.data?.results ?? []), ...(older?.events ?? [])]);
  const events = known.filter(isWorthTelling);
  const shown = newest.data && {
    events,
    count: newest.data.count - (known.length - events.length),
    hasMore: next !== null,
  };
  const more = async (): Promise<number> => {
    const page = await pageAt(next);
    keep({ events: [...(older?.events ?? newest.data?.results ?? []), ...page.results], next: page.next });
    return page.results.filter(isWorthTelling).length;
  };
  return { loaded: { ...newest, data: shown }, more };
}

/** `next` of a page leads to the one after it; the API gives it as a whole address. */
function pageAt(next: string | null) {
  const cursor = next === null ? null : new URL(next).searchParams.get('cursor');
  return orThrow(api.GET('/api/auth/activity', { params: { query: cursor === null ? {} : { cursor } } }));
}

/** A form that was filled in wrongly endangers nobody, and would drown what does; a wrong password or code has a reason of its own. */
const isWorthTelling = ({ status, reason }: OwnEvent): boolean => status !== 'failure' || reason !== 'validation_failed';

const eachOnce = (events: readonly OwnEvent[]): readonly OwnEvent[] => [...new Map(events.map((event) => [event.id, event])).values()];

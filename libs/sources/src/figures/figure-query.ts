import { ValidationFailed } from '@castellan/common';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;
const TOO_LONG = `Ask for ${MAX_DAYS} days at most.`;
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
/** ISO 8601: a day, or a time that says its zone. */
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;
const TIME = /^[12]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

const NO_MOMENT = 'Give a day such as 2026-11-21, or a time with its zone such as 2026-11-21T09:30:00Z.';
const NOT_AFTER = 'This must be after `since`.';
const NO_LIMIT = `Give a whole number from 1 to ${MAX_LIMIT}.`;

/** Which links count: those made at `since` or later, and before `until`. Null is open. */
export interface Period {
  readonly since: Date | null;
  readonly until: Date | null;
}

/** Which figures: of how many sources, and of what time. */
export interface FigureQuery extends Period {
  /** Of how many sources, the largest first: 1 to 100. */
  readonly limit: number;
}

/** As people and requests write it. */
export type FigureTexts = Readonly<Partial<Record<'since' | 'until' | 'limit', string | null>>>;

/**
 * What figures are asked for. Days are those of UTC; a day in `until` is counted whole.
 * @throws ValidationFailed with everything that is wrong
 */
export function figureQuery({ since, until, limit }: FigureTexts): FigureQuery {
  const query = { since: momentOf(since), until: momentOf(until, DAY_MS), limit: limitOf(limit) };
  const errors = {
    ...(Number.isNaN(query.since?.getTime()) && { since: [NO_MOMENT] }),
    ...(Number.isNaN(query.until?.getTime()) && { until: [NO_MOMENT] }),
    ...(query.since && query.until && query.until <= query.since && { until: [NOT_AFTER] }),
    ...(Number.isNaN(query.limit) && { limit: [NO_LIMIT] }),
  };
  if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
  return query;
}

/** An invalid date for what is no moment. A day begins at midnight, `wholeDayMs` later when it is meant whole. */
function momentOf(text: string | null | undefined, wholeDayMs = 0): Date | null {
  if (text === undefined || text === null) return null;
  const day = text.slice(0, 10);
  const midnight = DAY.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return new Date(Number.NaN); // 30 February turns into March
  if (DAY.test(text)) return new Date(midnight.getTime() + wholeDayMs);
  return new Date(TIME.test(text) ? text : Number.NaN);
}

function limitOf(text: string | null | undefined): number {
  if (text === undefined || text === null) return DEFAULT_LIMIT;
  return /^[1-9]\d{0,2}$/.test(text) && Number(text) <= MAX_LIMIT ? Number(text) : Number.NaN;
}

/**
 * The query with both ends closed: until now, and the 30 days up to that, unless it says otherwise.
 * @throws ValidationFailed for more than 366 days
 * @internal
 */
export function boundedQuery(query: FigureQuery, now: Date): FigureQuery {
  const until = query.until ?? now;
  const since = query.since ?? daysBefore(until);
  if (until.getTime() - since.getTime() > MAX_DAYS * DAY_MS) throw new ValidationFailed({ errors: { since: [TOO_LONG] } });
  return { ...query, since };
}

/** The midnight that begins the first of so many days; the last is the one in which `until` falls, or which it ends. */
function daysBefore(until: Date): Date {
  const lastDay = Math.floor((until.getTime() - 1) / DAY_MS);
  return new Date((lastDay - DEFAULT_DAYS + 1) * DAY_MS);
}

/** Its ends as parameters of a query. @internal */
export const boundsOf = ({ since, until }: Period): readonly [Date | string, Date | string] => [since ?? '-infinity', until ?? 'infinity'];

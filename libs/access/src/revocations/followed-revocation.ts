/** A revocation as the feed tells it (docs/reference/contract.md#revocation-feed). */
export interface FollowedRevocation {
  readonly sid?: string;
  /** Beside `sid`: the session goes on, and its tokens of an older step are over. */
  readonly step?: number;
  readonly sub?: string;
  /** Beside `sub`: tokens of an older version are over; without it, all are. */
  readonly ver?: number;
  /** When, in ms since the epoch. */
  readonly at: number;
}

/** An answer of the feed; null: the cursor is of no use. */
export interface FollowedPage {
  readonly cursor: string;
  readonly more: boolean;
  readonly results: readonly FollowedRevocation[];
}

type Members = Readonly<Record<string, unknown>>;

/** Reads an answer strictly: one that is not understood may have said that a token is over. @throws Error */
export function readPage(answer: unknown): FollowedPage | null {
  const { reset, cursor, more, results } = (answer ?? {}) as Members;
  if (reset === true) return null;
  if (typeof cursor !== 'string' || cursor === '' || !Array.isArray(results)) throw new Error('The answer is none of the feed.');
  return { cursor, more: more === true, results: results.map(readRevocation) };
}

function readRevocation(given: unknown): FollowedRevocation {
  const { sid, step, sub, ver, at } = (given ?? {}) as Members;
  const moment = typeof at === 'string' ? Date.parse(at) : NaN;
  if (!isId(sid) || !isId(sub) || !isCount(step) || !isCount(ver) || (sid ?? sub) === undefined || Number.isNaN(moment)) {
    throw new Error('A row of the answer is none of the feed.');
  }
  return { at: moment, ...(sid !== undefined && { sid }), ...(step !== undefined && { step }), ...idOf(sub, ver) };
}

const idOf = (sub: string | undefined, ver: number | undefined) => ({
  ...(sub !== undefined && { sub }),
  ...(ver !== undefined && { ver }),
});
const isId = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';
const isCount = (value: unknown): value is number | undefined => value === undefined || Number.isSafeInteger(value);

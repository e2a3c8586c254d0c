import { positionOf } from './list-position.js';
import type { ListFrom, ListRow } from './listing.types.js';

/** Some rows of a list, and where those before and behind them begin; null where there are none. @internal */
export interface ListSlice {
  readonly rows: readonly ListRow[];
  readonly next: ListFrom | null;
  readonly previous: ListFrom | null;
}

const FIRST: ListFrom = { way: 'after', position: null };

/**
 * Of rows that were read `from` there, one more than `limit` where there are so many. Whoever came back from a page has it behind them,
 * whatever was deleted there meanwhile.
 * @internal
 */
export function sliceOf(read: readonly ListRow[], from: ListFrom, limit: number): ListSlice {
  const isMore = read.length > limit;
  const isBack = from.way === 'before';
  const rows = isBack ? read.slice(-limit) : read.slice(0, limit);
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    next: isBack || isMore ? behind(last) : null,
    previous: (isBack ? isMore : from.position !== null) ? inFrontOf(first, from) : null,
  };
}

const behind = (row: ListRow | undefined): ListFrom => (row ? { way: 'after', position: positionOf(row) } : FIRST);

/** Of an empty page behind a position: that row is gone or is the last, and those in front of it are there. */
const inFrontOf = (row: ListRow | undefined, from: ListFrom): ListFrom => ({
  way: 'before',
  position: row ? positionOf(row) : from.position,
});

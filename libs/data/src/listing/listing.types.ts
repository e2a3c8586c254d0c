/** A column of a list. Its name is the key it has in rows, filters and sorts. @internal */
export interface ListColumn {
  /** The expression that is selected; the list's alias may be used in it. */
  readonly sql: string;
  readonly kind: 'text' | 'uuid' | 'flag' | 'time' | 'number';
  /**
   * `contains`: without case, anywhere; `equals`: exactly; `range`: `from` counts in, `to` does not, but for a day without a time, which
   * is meant whole; `search`: as `search` has it. Without one nobody filters by it.
   */
  readonly filter?: 'contains' | 'equals' | 'range' | 'search';
  /** With a `TextOrIds`: the expression of the id that may be one of its ids. */
  readonly ids?: string;
  /** Where some values are kept as hashes alone: the expression, and how what is looked for is hashed, by every key. */
  readonly hashed?: { readonly sql: string; readonly of: (text: string) => readonly string[] };
  /** The condition for a text; `place` takes a value as a parameter and gives its place in the statement. */
  readonly search?: (text: string, place: (value: string) => string) => string;
  /** The values there are; any other is refused. */
  readonly values?: readonly string[];
  readonly isSortable?: boolean;
  /** Rows without a value count as the least: last downwards, first upwards, so that one index (`DESC NULLS LAST`) has both orders. */
  readonly isNullable?: boolean;
}

/** What a list is made of. All of it is written by us: nothing of a request gets into the SQL but by parameters. @internal */
export interface ListDefinition {
  /** Such as `users u`, with its joins. */
  readonly from: string;
  /** The column that names a row. */
  readonly key: string;
  readonly columns: Readonly<Record<string, ListColumn>>;
  readonly order: { readonly by: string; readonly direction: SortDirection };
}

/**
 * What a service makes of a text that may name users by their address: the text itself, or one of these ids. No request can make one.
 * @internal
 */
export class TextOrIds {
  constructor(
    readonly text: string,
    readonly ids: readonly string[],
  ) {}
}

/** Up or down. @internal */
export type SortDirection = 'asc' | 'desc';

/** What each named column shall be; a column that `ListDefinition` does not name is refused. @internal */
export type ListFilters = Readonly<Record<string, unknown>>;

/** What somebody wants to see, as it came: `Listing` checks all of it. @internal */
export interface ListRequest {
  readonly filters: ListFilters;
  readonly sortBy?: unknown;
  readonly direction?: unknown;
  readonly limit: number;
  readonly offset: number;
  /** Rows from there on, rather than by their number; each then says where it stands (`positionOf`). */
  readonly from?: ListFrom;
}

/** Where a row stands in an order: what it is ordered by, as the database writes it, and its key. @internal */
export interface ListPosition {
  readonly value: string;
  readonly key: string;
}

/** The rows behind a position, or those right in front of it; without one, the first, or the last. @internal */
export interface ListFrom {
  readonly way: 'after' | 'before';
  readonly position: ListPosition | null;
}

/** A row of a list, by the names of its columns. @internal */
export type ListRow = Readonly<Record<string, unknown>>;

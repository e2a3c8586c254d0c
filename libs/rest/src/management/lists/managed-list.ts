import type { SortDirection } from '@castellan/data';
import type { PanelList } from '@castellan/panel';
import type { Permission } from '@castellan/permissions';

/** A parameter that narrows a list. */
export interface ListParameter {
  /** The filter of the panel's list that it stands for. */
  readonly filter: string;
  /** Of a time: the rows from there on, or those before. */
  readonly bound?: 'from' | 'to';
  readonly description: string;
  readonly type?: 'string' | 'boolean';
  readonly format?: 'uuid' | 'date-time';
  readonly values?: readonly string[];
  /** What it tells is seen with this permission only. */
  readonly needs?: Permission;
}

/** An order by what never changes of a row, so that pages neither repeat nor miss one. */
export interface ListOrdering {
  readonly sortBy: string;
  readonly direction: SortDirection;
}

/** A list of the panel's, as the management API has it. */
export interface ManagedList {
  readonly list: PanelList;
  readonly path: string;
  /** Filters that the path says, which nobody can change. */
  readonly fixed?: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, ListParameter>>;
  /** The first where none is asked for. */
  readonly orderings: Readonly<Record<string, ListOrdering>>;
}

/** Both ways, the second with a minus in front. */
export const bothWays = (name: string, sortBy = name): Readonly<Record<string, ListOrdering>> => ({
  [`-${name}`]: { sortBy, direction: 'desc' },
  [name]: { sortBy, direction: 'asc' },
});

/** When rows came to be, of a column of times. */
export const since = (filter: string): Readonly<Record<'since' | 'until', ListParameter>> => ({
  since: {
    filter,
    bound: 'from',
    format: 'date-time',
    description: 'From this time on (ISO 8601, UTC unless it says otherwise); a day alone is meant whole.',
  },
  until: { filter, bound: 'to', format: 'date-time', description: 'Before this time; a day alone counts in.' },
});

import type { ListColumn, ListDefinition, ListFrom, ListPosition, ListRow, SortDirection } from './listing.types.js';

const VALUE = 'list position value';
const KEY = 'list position key';

const TYPES = { text: 'text', uuid: 'uuid', flag: 'boolean', time: 'timestamptz', number: 'bigint' } as const satisfies Record<
  ListColumn['kind'],
  string
>;

/** By what rows are ordered where pages begin at a row: one column and the key, both the same way, so that one index has it. */
export interface ListOrder {
  readonly column: ListColumn;
  readonly direction: SortDirection;
}

/** Where a row stands that was read `from` somewhere. @internal */
export function positionOf(row: ListRow): ListPosition {
  return { value: String(row[VALUE]), key: String(row[KEY]) };
}

/** As texts: a time has microseconds, which no `Date` holds. */
export const positionColumns = ({ columns, key }: ListDefinition, { column }: ListOrder): string =>
  `(${column.sql})::text AS "${VALUE}", (${columns[key]!.sql})::text AS "${KEY}"`;

/** The condition for rows beyond the position; empty for all. */
export function beyond({ columns, key }: ListDefinition, order: ListOrder, { way, position }: ListFrom, parameters: unknown[]): string {
  if (position === null) return '';
  const keyColumn = columns[key]!;
  const place = (column: ListColumn, value: string): string => `$${parameters.push(value)}::${TYPES[column.kind]}`;
  const operator = directionOf(order, way) === 'asc' ? '>' : '<';
  if (order.column === keyColumn) return `${keyColumn.sql} ${operator} ${place(keyColumn, position.key)}`;
  return `(${order.column.sql}, ${keyColumn.sql}) ${operator} (${place(order.column, position.value)}, ${place(keyColumn, position.key)})`;
}

/** In the order in which they are read: what is in front of a position, from there backwards. */
export function orderFrom({ columns, key }: ListDefinition, order: ListOrder, { way }: ListFrom): string {
  const direction = directionOf(order, way);
  const both = [...new Set([order.column.sql, columns[key]!.sql])];
  return both.map((sql) => `${sql} ${direction}`).join(', ');
}

const directionOf = ({ direction }: ListOrder, way: ListFrom['way']): SortDirection =>
  (direction === 'asc') === (way === 'after') ? 'asc' : 'desc';

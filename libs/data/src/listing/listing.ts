import { ValidationFailed } from '@castellan/common';
import type { Transaction } from '../database/transaction.js';
import { conditionsOf } from './list-conditions.js';
import { beyond, orderFrom, positionColumns } from './list-position.js';
import type { ListOrder } from './list-position.js';
import type { ListColumn, ListDefinition, ListFilters, ListFrom, ListRequest, ListRow } from './listing.types.js';

/** Nobody turns that many pages, and counting further would read a whole table. @internal */
export const MAX_ROWS = 10_000;
const MAX_PAGE = 500;

type Sort = Pick<ListRequest, 'sortBy' | 'direction'>;
type Wanted = Pick<ListRequest, 'filters'> & Sort;

/**
 * A table as operators look at it: filters, order and columns from a closed list. What a request asks for beyond that is refused with a
 * message, never ignored, so that no list shows more than was meant.
 * @internal
 */
export class Listing {
  constructor(
    private readonly transaction: Transaction,
    readonly definition: ListDefinition,
  ) {}

  /** @throws ValidationFailed for an unknown filter, value, sort or page */
  async page({ limit, offset, from, ...request }: ListRequest): Promise<readonly ListRow[]> {
    if (!isWithin(limit, 1, MAX_PAGE) || !isWithin(offset, 0, MAX_ROWS))
      throw refused('page', 'There is no such page. Narrow the list by a filter.');
    return from ? this.rowsFrom(request, from, limit) : this.rows(request, `LIMIT ${limit} OFFSET ${offset}`);
  }

  /** The first 10 000 rows in one look, so that none is missed or told twice while others come in. @throws ValidationFailed */
  async all(filters: ListFilters): Promise<readonly ListRow[]> {
    return this.rows({ filters }, `LIMIT ${MAX_ROWS}`);
  }

  /** Counts to 10 000 and no further. @throws ValidationFailed */
  async count(filters: ListFilters): Promise<number> {
    const { where, parameters } = conditionsOf(this.definition, filters);
    const [row] = await this.transaction.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM ${this.definition.from} ${where} LIMIT ${MAX_ROWS}) AS counted`,
      parameters,
    );
    return row?.count ?? 0;
  }

  /** Those of the rows that exist, in no order. @throws ValidationFailed for what is no key */
  async find(keys: readonly string[]): Promise<readonly ListRow[]> {
    if (keys.length > MAX_PAGE) throw refused('ids', `Choose at most ${MAX_PAGE}.`);
    const { from, key, columns } = this.definition;
    const column = columns[key]!;
    for (const value of keys) conditionsOf({ ...this.definition, columns: { [key]: { ...column, filter: 'equals' } } }, { [key]: value });
    const type = column.kind === 'uuid' ? 'uuid' : 'text';
    return this.transaction.query<ListRow>(`SELECT ${this.columns} FROM ${from} WHERE ${column.sql} = ANY ($1::${type}[])`, [keys]);
  }

  /** Which rows they are is found out first: columns that cost something are worked out for those alone. */
  private rows({ filters, ...sort }: Wanted, part: string): Promise<readonly ListRow[]> {
    const { where, parameters } = conditionsOf(this.definition, filters);
    const { from, key, columns } = this.definition;
    const order = this.orderBy(sort);
    const chosen = `SELECT ${columns[key]!.sql} FROM ${from} ${where} ORDER BY ${order} ${part}`;
    return this.transaction.query<ListRow>(
      `SELECT ${this.columns} FROM ${from} WHERE ${columns[key]!.sql} IN (${chosen}) ORDER BY ${order}`,
      parameters,
    );
  }

  /** In the list's order, also those in front of a position, which are read backwards. */
  private async rowsFrom({ filters, ...sort }: Wanted, from: ListFrom, limit: number): Promise<readonly ListRow[]> {
    const { where, parameters } = conditionsOf(this.definition, filters);
    const { key, columns } = this.definition;
    const order = this.keysetOrder(sort);
    const values = [...parameters];
    const behind = beyond(this.definition, order, from, values);
    const all = behind === '' ? where : `${where === '' ? 'WHERE' : `${where} AND`} ${behind}`;
    const inOrder = orderFrom(this.definition, order, from);
    const chosen = `SELECT ${columns[key]!.sql} FROM ${this.definition.from} ${all} ORDER BY ${inOrder} LIMIT ${limit}`;
    const rows = await this.transaction.query<ListRow>(
      `SELECT ${this.columns}, ${positionColumns(this.definition, order)} FROM ${this.definition.from}
       WHERE ${columns[key]!.sql} IN (${chosen}) ORDER BY ${inOrder}`,
      values,
    );
    return from.way === 'before' ? rows.toReversed() : rows;
  }

  private keysetOrder(sort: Sort): ListOrder {
    const { column, direction } = this.orderOf(sort);
    if (column.isNullable) throw refused('sortBy', 'The list has no such order.');
    return { column, direction };
  }

  private get columns(): string {
    return Object.entries(this.definition.columns)
      .map(([name, { sql }]) => `${sql} AS "${name}"`)
      .join(', ');
  }

  /** The key last, so that pages neither overlap nor miss a row. */
  private orderBy(sort: Sort): string {
    const { column, direction } = this.orderOf(sort);
    const key = this.definition.columns[this.definition.key]!;
    const nulls = direction === 'asc' ? ' NULLS FIRST' : ' NULLS LAST';
    const sql = `${column.sql} ${direction}${column.isNullable ? nulls : ''}`;
    return column === key ? sql : `${sql}, ${key.sql}`;
  }

  private orderOf({ sortBy, direction }: Sort): ListOrder {
    const { columns, order } = this.definition;
    const name = sortBy ?? order.by;
    const column: ListColumn | undefined = typeof name === 'string' && Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (!column?.isSortable) throw refused('sortBy', 'The list has no such order.');
    const way: unknown = direction ?? order.direction;
    if (way !== 'asc' && way !== 'desc') throw refused('direction', 'Choose asc or desc.');
    return { column, direction: way };
  }
}

const isWithin = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

function refused(field: string, message: string): ValidationFailed {
  return new ValidationFailed({ errors: { [field]: [message] } });
}

import { ValidationFailed } from '@castellan/common';
import type { Transaction } from '../database/transaction.js';
import { conditionsOf } from './list-conditions.js';
import type { ListDefinition, ListFilters, ListRequest, ListRow } from './listing.types.js';

/** Nobody turns that many pages, and counting further would read a whole table. @internal */
export const MAX_ROWS = 10_000;
const MAX_PAGE = 500;

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
  async page({ limit, offset, ...request }: ListRequest): Promise<readonly ListRow[]> {
    if (!isWithin(limit, 1, MAX_PAGE) || !isWithin(offset, 0, MAX_ROWS))
      throw refused('page', 'There is no such page. Narrow the list by a filter.');
    return this.rows(request, `LIMIT ${limit} OFFSET ${offset}`);
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
  private rows({ filters, ...sort }: Omit<ListRequest, 'limit' | 'offset'>, part: string): Promise<readonly ListRow[]> {
    const { where, parameters } = conditionsOf(this.definition, filters);
    const { from, key, columns } = this.definition;
    const order = this.orderBy(sort);
    const chosen = `SELECT ${columns[key]!.sql} FROM ${from} ${where} ORDER BY ${order} ${part}`;
    return this.transaction.query<ListRow>(
      `SELECT ${this.columns} FROM ${from} WHERE ${columns[key]!.sql} IN (${chosen}) ORDER BY ${order}`,
      parameters,
    );
  }

  private get columns(): string {
    return Object.entries(this.definition.columns)
      .map(([name, { sql }]) => `${sql} AS "${name}"`)
      .join(', ');
  }

  /** The key last, so that pages neither overlap nor miss a row. */
  private orderBy({ sortBy, direction }: Pick<ListRequest, 'sortBy' | 'direction'>): string {
    const { columns, order, key } = this.definition;
    const name = sortBy ?? order.by;
    if (typeof name !== 'string' || !Object.hasOwn(columns, name) || !columns[name]!.isSortable)
      throw refused('sortBy', 'The list has no such order.');
    const way = direction ?? order.direction;
    if (way !== 'asc' && way !== 'desc') throw refused('direction', 'Choose asc or desc.');
    const nulls = way === 'asc' ? ' NULLS FIRST' : ' NULLS LAST';
    const sql = `${columns[name]!.sql} ${way}${columns[name]!.isNullable ? nulls : ''}`;
    return name === key ? sql : `${sql}, ${columns[key]!.sql}`;
  }
}

const isWithin = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

function refused(field: string, message: string): ValidationFailed {
  return new ValidationFailed({ errors: { [field]: [message] } });
}

import type { DjangoRow } from '../rows.js';

/** Of the users that stock Django has, the natural key is the name they sign in with, and never the address. */
export const STOCK = { table: 'auth_user', column: 'username' };

/** Whose a natural key is, by the column that natural keys are made of. */
export type NaturalKeys = ReadonlyMap<string, number>;

/** How a natural key of one column is written. */
export const naturalKeyOf = (value: unknown): string => JSON.stringify([value]);

/**
 * Finds which column natural keys of users are made of, which a dump does not say: the one that has most of them. A name may be the address
 * of somebody else, so it is never two columns.
 * @param wanted natural keys that something hangs on
 * @returns by natural key the index of the user; null where columns differ in whose a key is
 */
export function naturalKeys(table: string, users: Iterable<DjangoRow>, wanted: ReadonlySet<string>): NaturalKeys | null {
  const byColumn = indexed(users, wanted);
  if (table === STOCK.table) return byColumn.get(STOCK.column) ?? new Map<string, number>();
  const most = Math.max(0, ...[...byColumn.values()].map(({ size }) => size));
  const [first, ...others] = [...byColumn.values()].filter(({ size }) => size === most);
  if (!first) return new Map<string, number>();
  return others.every((other) => [...first].every(([key, user]) => other.get(key) === user)) ? first : null;
}

/** By column, without those in which two users have one of the keys. */
function indexed(users: Iterable<DjangoRow>, wanted: ReadonlySet<string>): ReadonlyMap<string, NaturalKeys> {
  const byColumn = new Map<string, Map<string, number>>();
  const ambiguous = new Set<string>();
  let index = 0;
  for (const { columns } of users) {
    for (const [column, value] of Object.entries(columns)) {
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      const key = naturalKeyOf(value);
      if (!wanted.has(key)) continue;
      const known = byColumn.get(column) ?? new Map<string, number>();
      byColumn.set(column, known);
      if (known.has(key)) ambiguous.add(column);
      known.set(key, index);
    }
    index += 1;
  }
  for (const column of ambiguous) byColumn.delete(column);
  return byColumn;
}

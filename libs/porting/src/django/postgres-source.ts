import { groupedBy } from '@castellan/common';
import { ForeignDatabase } from '@castellan/data';
import { text } from './mapping/values.js';
import { readCatalogue } from './postgres-catalogue.js';
import type { Memberships } from './postgres-catalogue.js';
import { readTables } from './postgres-tables.js';
import type { PostgresTable } from './postgres-tables.js';
import type { DjangoMap } from './recognition/map-file.js';
import { kindOf, ownerColumn, parentOf } from './recognition/tables.js';
import { chooseUserTable, userColumns } from './recognition/user-table.js';
import type { DetailKind, DjangoCatalogue, DjangoRow, DjangoSource, DjangoUser, UserColumns } from './rows.js';

interface DetailTable {
  readonly kind: DetailKind;
  readonly table: PostgresTable;
  readonly owner: string;
}

type Details = ReadonlyMap<string, Partial<Record<DetailKind, readonly DjangoRow[]>>>;

/** The PostgreSQL database of a Django, which may be in use: it is read as of one moment, and never written. */
export class PostgresSource implements DjangoSource {
  private constructor(
    private readonly database: ForeignDatabase,
    private readonly table: PostgresTable,
    private readonly details: readonly DetailTable[],
    private readonly memberships: Memberships,
    readonly userColumns: UserColumns,
    readonly catalogue: DjangoCatalogue,
    readonly total: number,
  ) {}

  get userTable(): string {
    return this.table.table;
  }

  /** @throws NoUserTable; and what `pg` says when it cannot be reached */
  static async open(url: string, { user: map = {} }: DjangoMap = {}): Promise<PostgresSource> {
    const database = await ForeignDatabase.open(url);
    try {
      const tables = await readTables(database);
      const table = chooseUserTable(tables, map);
      const columns = userColumns(table, map);
      const { catalogue, memberships } = await readCatalogue(database, tables, table.table);
      const [count] = await database.query<{ count: string }>(`SELECT count(*) AS count FROM ${database.quoted(table.table)}`);
      return new PostgresSource(database, table, detailsOf(tables, table), memberships, columns, catalogue, Number(count?.count ?? 0));
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async *users(batch: number): AsyncGenerator<readonly DjangoUser[]> {
    const { database, table } = this;
    const key = database.quoted(table.key);
    const type = table.types.get(table.key) ?? 'text';
    for (let last: unknown = null; ;) {
      const rows = await database.query<Record<string, unknown>>(
        `SELECT * FROM ${database.quoted(table.table)} WHERE $1::text IS NULL OR ${key} > $1::text::${type} ORDER BY ${key} LIMIT ${String(batch)}`,
        [last],
      );
      if (rows.length === 0) return;
      yield await this.withDetails(rows);
      last = text(rows.at(-1)![table.key]);
    }
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** What hangs on users does so by the key of their table, whatever column is their id here. */
  private async withDetails(rows: readonly Readonly<Record<string, unknown>>[]): Promise<readonly DjangoUser[]> {
    const { table } = this.table;
    const keyOf = (columns: Readonly<Record<string, unknown>>): string => text(columns[this.table.key]);
    const keys = rows.map(keyOf);
    const details = await this.detailsOf(keys);
    const { groups, permissions } = this.memberships;
    const [groupsOf, permissionsOf] = [await groups(keys), await permissions(keys)];
    return rows.map((columns) => ({
      user: { table, key: text(columns[this.userColumns.id ?? this.table.key]), columns },
      details: details.get(keyOf(columns)) ?? {},
      groups: groupsOf.get(keyOf(columns)) ?? [],
      permissions: permissionsOf.get(keyOf(columns)) ?? [],
    }));
  }

  /** Rows that hang on rows come after those: a token belongs to the user of its device. */
  private async detailsOf(userKeys: readonly string[]): Promise<Details> {
    const found = new Map<string, Partial<Record<DetailKind, DjangoRow[]>>>(userKeys.map((key) => [key, {}]));
    const userOf = new Map<string, string>();
    for (const detail of this.details) {
      const parent = parentOf(detail.kind, detail.owner);
      const owners =
        parent === null
          ? userKeys
          : [...userOf.keys()].flatMap((name) => (name.startsWith(`${parent} `) ? [name.slice(parent.length + 1)] : []));
      for (const [owner, rows] of groupedBy(await this.rowsOf(detail, owners), ({ columns }) => text(columns[detail.owner]))) {
        const user = parent === null ? owner : userOf.get(`${parent} ${owner}`);
        const kinds = user === undefined ? undefined : found.get(user);
        if (user === undefined || !kinds) continue;
        (kinds[detail.kind] ??= []).push(...rows);
        for (const row of rows) userOf.set(`${detail.kind} ${row.key}`, user);
      }
    }
    return found;
  }

  private async rowsOf({ table, owner }: DetailTable, owners: readonly string[]): Promise<readonly DjangoRow[]> {
    if (owners.length === 0) return [];
    const { database } = this;
    const type = table.types.get(owner) ?? 'text';
    const rows = await database.query<Record<string, unknown>>(
      `SELECT * FROM ${database.quoted(table.table)} WHERE ${database.quoted(owner)} = ANY ($1::text[]::${type}[]) ORDER BY ${database.quoted(table.key)}`,
      [owners],
    );
    return rows.map((columns) => ({ table: table.table, key: text(columns[table.key]), columns }));
  }
}

/** Parents first. */
function detailsOf(tables: readonly PostgresTable[], users: PostgresTable): readonly DetailTable[] {
  const details = tables.flatMap((table) => {
    const kind = table.table === users.table ? null : kindOf(table);
    const owner = kind && ownerColumn(kind, table.columns);
    return kind && owner ? [{ kind: kind as DetailKind, table, owner }] : [];
  });
  const hasParent = ({ kind, owner }: DetailTable): boolean => parentOf(kind, owner) !== null;
  return [...details.filter((detail) => !hasParent(detail)), ...details.filter(hasParent)];
}

import { groupedBy } from '@castellan/common';
import type { ForeignDatabase } from '@castellan/data';
import { text } from './mapping/values.js';
import type { PostgresTable } from './postgres-tables.js';
import { kindOf } from './recognition/tables.js';
import type { TableKind } from './recognition/tables.js';
import type { DjangoCatalogue } from './rows.js';

type Names = ReadonlyMap<string, readonly string[]>;

/** Names of groups and permissions of some users. */
export interface Memberships {
  readonly groups: (userKeys: readonly string[]) => Promise<Names>;
  readonly permissions: (userKeys: readonly string[]) => Promise<Names>;
}

const NOBODY = (): Promise<Names> => Promise.resolve(new Map());

/** What users point at: small, so it is read at once. */
export async function readCatalogue(
  database: ForeignDatabase,
  tables: readonly PostgresTable[],
  userTable: string,
): Promise<{ readonly catalogue: DjangoCatalogue; readonly memberships: Memberships }> {
  const named = (kind: TableKind): PostgresTable | undefined => tables.find((table) => kindOf(table) === kind);
  const all = (table: PostgresTable | undefined): Promise<readonly Record<string, unknown>[]> =>
    table ? database.query(`SELECT * FROM ${database.quoted(table.table)}`) : Promise.resolve([]);
  const contentTypes = await all(named('content_type'));
  const appOf = new Map(contentTypes.map(({ id, app_label: app }) => [text(id), text(app)]));
  const permissions = new Map(
    (await all(named('permission'))).map((row) => [
      text(row['id']),
      `${appOf.get(text(row['content_type_id'])) ?? ''}.${text(row['codename'])}`,
    ]),
  );
  const groups = new Map((await all(named('group'))).map(({ id, name }) => [text(id), text(name)]));
  const granted = groupedBy(await all(tables.find(({ table }) => table === 'auth_group_permissions')), (row) => text(row['group_id']));
  const sourceTable = named('source');
  const sources = (await all(sourceTable)).map((columns) => ({ table: sourceTable!.table, key: text(columns['id']), columns }));
  return {
    catalogue: {
      groups: new Map([...groups].map(([id, name]) => [name, namesOf(granted.get(id), 'permission_id', permissions)])),
      sources: new Map(sources.map((source) => [source.key, source])),
      contentTypes: new Map(contentTypes.map(({ id, app_label: app, model }) => [text(id), `${text(app)}_${text(model)}`])),
    },
    memberships: {
      groups: membership(database, tables, { table: `${userTable}_groups`, column: 'group_id', names: groups }),
      permissions: membership(database, tables, { table: `${userTable}_user_permissions`, column: 'permission_id', names: permissions }),
    },
  };
}

const namesOf = (rows: readonly Record<string, unknown>[] = [], column: string, names: ReadonlyMap<string, string>): readonly string[] =>
  rows.flatMap((row) => names.get(text(row[column])) ?? []);

interface Through {
  readonly table: string;
  readonly column: string;
  readonly names: ReadonlyMap<string, string>;
}

/** The table that Django makes between users and what they have many of. */
function membership(database: ForeignDatabase, tables: readonly PostgresTable[], { table, column, names }: Through): Memberships['groups'] {
  const through = tables.find((each) => each.table === table);
  const owner = through && [...through.columns].find((each) => each.endsWith('_id') && each !== column);
  if (!through || !owner) return NOBODY;
  const sql = `SELECT * FROM ${database.quoted(table)} WHERE ${database.quoted(owner)} = ANY ($1::text[]::${through.types.get(owner) ?? 'text'}[])`;
  return async (userKeys) => {
    const rows = await database.query<Record<string, unknown>>(sql, [userKeys]);
    return new Map([...groupedBy(rows, (row) => text(row[owner]))].map(([key, some]) => [key, namesOf(some, column, names)]));
  };
}

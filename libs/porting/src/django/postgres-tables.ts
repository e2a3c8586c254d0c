import type { ForeignDatabase } from '@castellan/data';
import type { TableShape } from './recognition/tables.js';

/** A table of a PostgreSQL database: its columns with their types, and its key. */
export interface PostgresTable extends TableShape {
  readonly types: ReadonlyMap<string, string>;
  /** The one column of the primary key, or the first of them. */
  readonly key: string;
}

/** What can be reached without naming a schema, as the Django does. */
export async function readTables(database: ForeignDatabase): Promise<readonly PostgresTable[]> {
  const rows = await database.query<{ table: string; columns: readonly [string, string][]; key: string | null }>(
    `SELECT c.relname AS table, json_agg(json_build_array(a.attname, format_type(a.atttypid, NULL)) ORDER BY a.attnum) AS columns,
       (SELECT k.attname FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0]
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND pg_table_is_visible(c.oid) AND c.relnamespace <> 'pg_catalog'::regnamespace
     GROUP BY c.oid, c.relname ORDER BY c.relname`,
  );
  return rows.map(({ table, columns, key }) => {
    const types = new Map(columns);
    return { table, columns: new Set(types.keys()), types, key: key ?? [...types.keys()][0] ?? 'id' };
  });
}

import { text } from '../mapping/values.js';
import type { DjangoRow } from '../rows.js';
import type { DumpRecord } from './records.js';

/** What users have many of: a list in the fields of a record, not a column. */
const MANY: ReadonlySet<string> = new Set(['groups', 'user_permissions', 'permissions']);
/** Foreign keys, which a dump names without `_id`. */
const KEYS: ReadonlySet<string> = new Set(['user', 'device', 'twofactor', 'two_factor', 'source', 'content_type']);

/** A record of a dump as a row: a foreign key is `user_id`, and a natural one is text. */
export function rowOf({ model, pk, fields }: DumpRecord): DjangoRow {
  const columns: [string, unknown][] = Object.entries(fields)
    .filter(([name]) => !MANY.has(name))
    .map(([name, value]) => (KEYS.has(name) ? [`${name}_id`, keyText(value)] : [name, value]));
  const key = text(pk) || naturalKey(fields);
  return { table: model.replace('.', '_'), key, columns: Object.fromEntries([['id', key], ...columns]) };
}

/** A key, or a natural one as JSON: `["ada"]`. */
export const keyText = (value: unknown): string => (Array.isArray(value) ? JSON.stringify(value) : text(value));

/** What natural keys of users are made of. */
export const naturalKeysOf = ({ columns }: DjangoRow): readonly string[] =>
  [columns['username'], columns['email']].flatMap((name) => (typeof name === 'string' && name !== '' ? [JSON.stringify([name])] : []));

function naturalKey(fields: DumpRecord['fields']): string {
  const { username, email, app_label: app, model, name } = fields;
  if (app !== undefined) return JSON.stringify([app, model]);
  return text(username) || text(email) || (name === undefined ? '' : JSON.stringify([name]));
}

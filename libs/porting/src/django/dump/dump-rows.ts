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
    .map(([name, value]) => (KEYS.has(name) ? [`${name}_id`, keyText(value)] : [name, shallow(value)]));
  const key = text(pk) || naturalKey(fields);
  return { table: model.replace('.', '_'), key, columns: Object.fromEntries([['id', key], ...columns]) };
}

/** Nobody keeps codes deeper; what is nested without end would end the process that writes it down. */
const MAX_DEPTH = 4;

/** The value, or null for one that is nested too deeply. */
export const shallow = (value: unknown): unknown => (isShallow(value, MAX_DEPTH) ? value : null);

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}

/** A key, or a natural one as JSON: `["ada"]`. */
export const keyText = (value: unknown): string => (Array.isArray(value) ? JSON.stringify(shallow(value)) : text(value));

function naturalKey(fields: DumpRecord['fields']): string {
  const { username, email, app_label: app, model, name } = fields;
  if (app !== undefined) return JSON.stringify([app, model]);
  return text(username) || text(email) || (name === undefined ? '' : JSON.stringify([name]));
}

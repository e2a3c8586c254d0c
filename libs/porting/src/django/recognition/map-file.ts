import type { UserMap } from './user-table.js';

/** What a map file says that the columns do not. */
export interface DjangoMap {
  readonly user?: UserMap;
}

/** A map file that cannot be used; `message` says where. */
export class InvalidMap extends Error {}

const FIELDS: ReadonlySet<string> = new Set(
  (
    'table id email password salt username first_name last_name is_active is_staff is_superuser is_verified date_joined last_login ' +
    'phone phone_verified totp_secret totp_enabled backup_codes'
  ).split(' '),
);

/** Reads a map file: `{"user": {"table": "accounts_user", "email": "mail"}}`. @throws InvalidMap */
export function readMap(text: string): DjangoMap {
  const map = parsed(text);
  if (!isObject(map)) throw new InvalidMap('It must be an object, such as {"user": {"table": "accounts_user"}}.');
  for (const [kind, columns] of Object.entries(map)) {
    if (kind !== 'user') throw new InvalidMap(`"${kind}" is not known: only "user" can be mapped.`);
    if (!isObject(columns)) throw new InvalidMap(`"${kind}" must be an object of columns.`);
    for (const [field, column] of Object.entries(columns)) {
      if (!FIELDS.has(field)) throw new InvalidMap(`"${kind}": "${field}" is no field. There are: ${[...FIELDS].join(', ')}.`);
      if (typeof column !== 'string' || column === '') throw new InvalidMap(`"${kind}": "${field}" must be the name of a column.`);
    }
  }
  return map;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidMap(error instanceof Error ? error.message : 'It is no JSON.');
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import type { ClientBase } from 'pg';
import type { Schema } from './schema.js';

export const STATEMENT_TIMEOUT_MS = 10_000;
/** Ends transactions whose process hangs, before their locks stop everyone else. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/**
 * What the code counts on, whatever the defaults of server, database and role: conditional statements decide what may happen once, which
 * needs READ COMMITTED (PostgreSQL manual, 13.2.1); the client reads ISO times and UTF-8. An idle session is no reason to end one that
 * listens.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  statement_timeout: String(STATEMENT_TIMEOUT_MS),
  idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_TIMEOUT_MS),
  idle_session_timeout: '0',
  lock_timeout: '0',
};

/** Those that would change an outcome; where sessions are shared, nobody can set them, so they must be the role's defaults. */
const NEEDED = ['default_transaction_isolation', 'datestyle', 'intervalstyle', 'standard_conforming_strings'] as const;

const SEARCH_PATH = 'search_path';
/** What is left out is about whole transactions, or sessions, or the wire: they stay the host's. */
const JOINT: readonly string[] = ['datestyle', 'intervalstyle', 'timezone', 'standard_conforming_strings'];

const SET_ALL = Object.entries(SETTINGS)
  .map(([name, value]) => `SET ${name} = '${value}'`)
  .join('; ');

/** The client's own limit, for a server that went away without a word: a little more than the server's. */
export const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000;

/** Prepares a new session. One round trip, once a connection; as statements, because poolers refuse them as parameters of the start. */
export async function settleSession(client: ClientBase): Promise<void> {
  await client.query(SET_ALL);
}

/** The same for one that reads and writes tables: those of this schema, and of no other. */
export async function settleWorkingSession(client: ClientBase, schema: Schema): Promise<void> {
  await client.query(`${SET_ALL}; SET search_path = ${schema.quoted}`);
}

/** Those that a statement of ours counts on, for a session that is somebody else's the rest of the time. */
export const jointSettings = (schema: Schema): Readonly<Record<string, string>> => ({
  [SEARCH_PATH]: schema.quoted,
  ...Object.fromEntries(Object.entries(SETTINGS).filter(([name]) => JOINT.includes(name))),
});

/** The statements that make the defaults of the role what the code counts on; none when they are. */
export async function missingDefaults(client: ClientBase, schema: Schema): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; value: string; role: string }>(
    `SELECT lower(name) AS name, ${DEFAULT_VALUE} AS value, quote_ident(current_user) AS role FROM pg_settings WHERE lower(name) = ANY($1)`,
    [[...NEEDED, SEARCH_PATH]],
  );
  const needed: Readonly<Record<string, string>> = { ...SETTINGS, [SEARCH_PATH]: schema.name };
  return rows
    .filter(({ name, value }) => !isAsNeeded(name, value, needed))
    .map(({ name, role }) => `ALTER ROLE ${role} SET ${name} = '${needed[name]}'`);
}

/** As PostgreSQL comes it searches a schema that is named as the role, and then `public`: where there is none of that name, `public` alone. */
const DEFAULT_VALUE = `CASE WHEN reset_val = '"$user", public' AND to_regnamespace(quote_ident(current_user)) IS NULL THEN 'public' ELSE reset_val END`;

/** Of a date style only the output matters. */
function isAsNeeded(name: string, value: string, needed: Readonly<Record<string, string>>): boolean {
  if (name === 'datestyle') return value.startsWith('ISO');
  if (name === SEARCH_PATH) return value.replaceAll('"', '') === needed[name];
  return value === needed[name];
}

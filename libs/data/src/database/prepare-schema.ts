import type { Schema } from './schema.js';
import { UnusableDatabase } from './unusable-database.js';

type Query = (sql: string, parameters: unknown[]) => Promise<readonly Row[]>;

interface Row {
  readonly exists: boolean;
  readonly may_use: boolean;
  readonly role: string;
  readonly database: string;
}

/**
 * Makes the schema where it misses. It is looked for first, since CREATE SCHEMA IF NOT EXISTS asks for the right to make one also where it
 * is there. @throws UnusableDatabase with the statement to run
 */
export async function prepareSchema(schema: Schema, query: Query): Promise<void> {
  const found = await look(schema, query);
  if (!found.exists) await create(schema, query, found);
  else if (!found.may_use)
    throw unusable(schema, `The role ${found.role} may not use`, `GRANT USAGE, CREATE ON SCHEMA ${schema.quoted} TO ${found.role};`);
}

async function look({ name }: Schema, query: Query): Promise<Row> {
  const rows = await query(
    `SELECT n.oid IS NOT NULL AS exists, coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS may_use,
       quote_ident(current_user) AS role, quote_ident(current_database()) AS database
     FROM (VALUES (1)) one LEFT JOIN pg_namespace n ON n.nspname = $1`,
    [name],
  );
  return rows[0] as Row; // an outer join of one row
}

async function create(schema: Schema, query: Query, { role, database }: Row): Promise<void> {
  try {
    await query(`CREATE SCHEMA IF NOT EXISTS ${schema.quoted}`, []);
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw unusable(schema, `The role ${role} may not make`, `GRANT CREATE ON DATABASE ${database} TO ${role};`);
  }
}

function unusable({ quoted, queue }: Schema, problem: string, statement: string): UnusableDatabase {
  return new UnusableDatabase(
    `${problem} the schema ${quoted} (nor that of the queue, "${queue}"). Run once, as its owner:\n    ${statement}`,
  );
}

const INSUFFICIENT_PRIVILEGE = '42501';

const isDenied = (error: unknown): boolean =>
  (error as { readonly driverError?: { readonly code?: string } }).driverError?.code === INSUFFICIENT_PRIVILEGE;

import { fault, type Finding, ok, warning } from '@castellan/common';
import { getMetadataArgsStorage } from 'typeorm';
import type { Schema } from '../database/schema.js';
import type { Tables } from '../options.js';
import type { Ask } from './ask.js';

/** Never written by the service itself. */
const READ_ONLY = ['audit_head'];

/** Whether the tables are those of this version, and the role may use them. */
export async function tablesFindings(ask: Ask, { name }: Schema, tables: readonly Tables[]): Promise<readonly Finding[]> {
  const [found] = await ask<{ there: boolean; readable: boolean; may_make: boolean; role: string }>(
    `SELECT m IS NOT NULL AS there, coalesce(has_table_privilege(m, 'SELECT'), false) AS readable, quote_ident(current_user) AS role,
       coalesce(has_schema_privilege(to_regnamespace($1), 'CREATE'), has_database_privilege(current_database(), 'CREATE')) AS may_make
     FROM to_regclass('migrations') AS m`,
    [`"${name}"`],
  );
  const { there, readable, may_make: mayMake, role } = found!; // a function gives one row
  if (there && !readable) return [fault('tables', `the role ${role} may not read them`, ...handOver(role))];
  const ran = there ? (await ask<{ name: string }>('SELECT name FROM migrations')).map((row) => row.name) : [];
  return [migrationsFinding(ran, namesOf(tables), mayMake), ...(there ? await usable(ask, role, tables) : [])];
}

const namesOf = (tables: readonly Tables[]): readonly string[] => tables.flatMap(({ migrations }) => migrations.map((each) => each.name));

function migrationsFinding(ran: readonly string[], own: readonly string[], mayMake: boolean): Finding {
  const pending = own.filter((migration) => !ran.includes(migration)).length;
  const foreign = ran.filter((migration) => !own.includes(migration)).length;
  if (pending > 0 && !mayMake)
    return fault(
      'tables',
      `${pending} migrations are to come, and this role may make no tables`,
      'run: castellan migrate   (as the owner of the tables)',
    );
  if (pending > 0)
    return warning('tables', `${pending} of ${own.length} migrations are to come; a start runs them`, 'run: castellan migrate');
  if (foreign > 0) return warning('tables', `they are of a newer version: ${foreign} migrations that this one does not know`);
  return ok('tables', 'up to date');
}

async function usable(ask: Ask, role: string, tables: readonly Tables[]): Promise<readonly Finding[]> {
  const refused = await ask<{ table: string }>(
    `SELECT relname AS table FROM pg_class
     WHERE relnamespace = to_regnamespace(current_schema()) AND relname = ANY($1)
       AND NOT (has_table_privilege(oid, 'SELECT') AND (relname = ANY($2) OR has_table_privilege(oid, 'INSERT')))
     ORDER BY relname`,
    [tableNames(tables), READ_ONLY],
  );
  if (refused.length === 0) return [];
  const names = refused.map(({ table }) => table);
  return [fault('tables', `the role ${role} may not use ${names.length} of them, such as ${names[0]}`, ...handOver(role))];
}

const handOver = (role: string): readonly string[] => [
  'run: SELECT castellan_set_up_app_role()   (as the owner; it names the role that is meant for the service)',
  `run: GRANT castellan_app_… TO ${role}`,
];

function tableNames(tables: readonly Tables[]): readonly string[] {
  const entities = new Set<unknown>(tables.flatMap((each) => each.entities));
  return getMetadataArgsStorage().tables.flatMap(({ target, name }) => (entities.has(target) && name !== undefined ? [name] : []));
}

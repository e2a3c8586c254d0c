import { fault, type Finding, ok, warning } from '@castellan/common';
import type { Schema } from '../database/schema.js';
import type { Ask } from './ask.js';

interface Rights {
  readonly schema: string;
  readonly there: boolean;
  readonly usable: boolean;
  readonly may_create: boolean;
  readonly role: string;
  readonly database: string;
  readonly superuser: boolean;
}

/** Whether the role can use, or make, the two schemas: that of the tables and that of the queue. */
export async function rightsFindings(ask: Ask, { name, queue }: Schema): Promise<readonly Finding[]> {
  const rows = await ask<Rights>(
    `SELECT wanted.name AS schema, n.oid IS NOT NULL AS there, coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS usable,
       has_database_privilege(current_database(), 'CREATE') AS may_create, quote_ident(current_user) AS role,
       quote_ident(current_database()) AS database, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser
     FROM unnest($1::text[]) AS wanted(name) LEFT JOIN pg_namespace n ON n.nspname = wanted.name`,
    [[name, queue]],
  );
  return [...rows.map(schemaFinding), ...rows.slice(0, 1).flatMap(superuserFinding)];
}

function schemaFinding({ schema, there, usable, may_create, role, database }: Rights): Finding {
  if (usable) return ok('schema', `${schema} is there, and may be used`);
  if (there) return fault('schema', `the role ${role} may not use ${schema}`, `run: GRANT USAGE ON SCHEMA "${schema}" TO ${role}`);
  if (may_create) return ok('schema', `${schema} is not there yet; the first start makes it`);
  return fault(
    'schema',
    `${schema} is not there, and the role ${role} may not make it`,
    `run: GRANT CREATE ON DATABASE ${database} TO ${role}`,
  );
}

function superuserFinding({ superuser, role }: Rights): readonly Finding[] {
  if (!superuser) return [];
  return [
    warning(
      'role',
      `${role} is a superuser: a fault of the service would be one of every database there`,
      'see: docs/operations/audit-log.md',
    ),
  ];
}

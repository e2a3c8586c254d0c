import 'reflect-metadata';
import { type Finding, ok, warning } from '@castellan/common';
import { makeDataSource, Transaction } from '@castellan/data';
import type { PostgresOptions } from '@castellan/data';
import { auditProtection } from '@castellan/log';
import type { AuditProtection } from '@castellan/log';

const WORDS: Readonly<Record<AuditProtection, string>> = {
  protected: 'append-only for this role',
  superuser: 'this role is a superuser, and could alter it; see docs/operations/audit-log.md',
  owner: 'this role owns the tables, and could alter it; see docs/operations/audit-log.md',
  may_change: 'this role may change its rows; see docs/operations/audit-log.md',
  absent: 'not there yet; castellan migrate makes it',
};

/** Could the application alter the audit log? A server that is away leaves the question open, and the configuration as good as it is. */
export async function databaseProtection(database: PostgresOptions, schema: string): Promise<string> {
  const protection = await protectionOf(database, schema);
  return protection === null ? 'not checked: the database cannot be reached' : WORDS[protection];
}

/** The same for whoever knocks at everything; of a server that is away others tell. */
export async function auditFinding(database: PostgresOptions, schema: string): Promise<readonly Finding[]> {
  const protection = await protectionOf(database, schema);
  if (protection === null || protection === 'absent') return [];
  return [(protection === 'protected' ? ok : warning)('audit log', WORDS[protection])];
}

async function protectionOf(database: PostgresOptions, schema: string): Promise<AuditProtection | null> {
  const dataSource = await makeDataSource({ database, schema, tables: [] });
  try {
    await dataSource.initialize();
    return await auditProtection(new Transaction(dataSource));
  } catch {
    return null;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

import 'reflect-metadata';
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
  const dataSource = await makeDataSource({ database, schema, tables: [] });
  try {
    await dataSource.initialize();
    return WORDS[await auditProtection(new Transaction(dataSource))];
  } catch {
    return 'not checked: the database cannot be reached';
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

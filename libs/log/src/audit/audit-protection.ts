import type { Transaction } from '@castellan/data';

/** How the database's role stands to the rows of the audit log. `absent`: there is no such table yet. @internal */
export type AuditProtection = 'protected' | 'superuser' | 'owner' | 'may_change' | 'absent';

/** Could the role that this transaction connects as alter the audit log, for all that triggers refuse? @internal */
export async function auditProtection(transaction: Pick<Transaction, 'query'>): Promise<AuditProtection> {
  const [found] = await transaction.query<{ protection: AuditProtection }>(
    `SELECT CASE
       WHEN r.rolsuper THEN 'superuser'
       WHEN pg_has_role(c.relowner, 'MEMBER') OR pg_has_role(h.relowner, 'MEMBER') THEN 'owner'
       WHEN has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') OR has_table_privilege(h.oid, 'DELETE, TRUNCATE') THEN 'may_change'
       ELSE 'protected' END AS protection
     FROM pg_roles r, pg_class c, pg_class h
     WHERE r.rolname = current_user AND c.oid = to_regclass('audit_log') AND h.oid = to_regclass('audit_head')`,
  );
  return found?.protection ?? 'absent';
}

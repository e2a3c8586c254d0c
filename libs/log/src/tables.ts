import type { Tables } from '@castellan/data';
import { AuthEventEntity } from './auth-event.entity.js';
import { AuditEntryEntity } from './audit/audit-entry.entity.js';
import { AuditHeadEntity } from './audit/audit-head.entity.js';
import { Log1796000100000 } from './migrations/1796000100000-log.js';

/** The history of attempts and the audit log. Users are known by id alone. */
export const LOG_TABLES: Tables = {
  entities: [AuthEventEntity, AuditEntryEntity, AuditHeadEntity],
  migrations: [Log1796000100000],
};

import { AuthEventEntity } from './auth-event.entity.js';
import { AuditEntryEntity } from './audit/audit-entry.entity.js';
import { AuditHeadEntity } from './audit/audit-head.entity.js';

export const LOG_TABLES = [AuthEventEntity, AuditEntryEntity, AuditHeadEntity];

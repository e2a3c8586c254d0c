import type { AuditAction, AuditTargetType } from './audit-actions.js';

/** What of the audit log is looked for; everything given must hold. */
export interface AuditSearch {
  readonly actorId?: string | null;
  readonly targetType?: AuditTargetType | null;
  readonly targetId?: string | null;
  readonly action?: AuditAction | null;
  /** Not before. */
  readonly from?: Date | null;
  /** Before, and not at. */
  readonly to?: Date | null;
  /** Older than the row of this number: the last one of the page before. */
  readonly before?: number | null;
  readonly limit: number;
}

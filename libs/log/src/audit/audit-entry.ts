import type { Actor, OperatorContext } from './actor.js';
import type { AuditAction, AuditTargetType } from './audit-actions.js';
import type { AuditChanges, KeptChanges } from './audit-changes.js';

/** Something an operator has just done. */
export interface AuditRecord {
  readonly action: AuditAction;
  readonly target: AuditTarget;
  /** Left out where there is nothing to compare, as of a deletion. Given and all the same: nothing is recorded. */
  readonly changes?: AuditChanges;
  /** In the operator's words, which should name nobody: nothing here is ever erased. That of the context unless told. */
  readonly reason?: string;
  readonly context: OperatorContext;
}

export interface AuditTarget {
  readonly type: AuditTargetType;
  readonly id: string;
}

/** A row of the audit log, as it is signed. */
export interface AuditContent {
  /** 1, 2, 3, … without gaps. */
  readonly seq: number;
  readonly id: string;
  readonly createdAt: Date;
  readonly actorKind: Actor['kind'];
  readonly actorId: string | null;
  /** Who it was at the command line. Never a name of a user: their id is there. */
  readonly actorLabel: string | null;
  readonly action: AuditAction;
  readonly targetType: AuditTargetType;
  readonly targetId: string;
  readonly changes: KeptChanges;
  readonly reason: string | null;
  readonly traceId: string;
  readonly ip: string;
}

/** The same with its signature. */
export interface AuditRow extends AuditContent {
  readonly keyId: string;
  readonly mac: Buffer;
}

/** Where the log ends, signed, so that rows missing at the end are missed. `mac` is that of the last row; null when there is none. */
export interface AuditHead {
  readonly seq: number;
  readonly mac: Buffer | null;
  readonly keyId: string | null;
  readonly seal: Buffer | null;
}

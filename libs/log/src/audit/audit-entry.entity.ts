import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Actor } from './actor.js';
import type { AuditAction, AuditTargetType } from './audit-actions.js';
import type { KeptChanges } from './audit-changes.js';

/** What operators did, for ever: a trigger refuses every UPDATE, DELETE and TRUNCATE. Ids are no foreign keys, and nothing names a user. */
@Entity('audit_log')
@Index('audit_log_id_key', ['id'], { unique: true })
@Index('audit_log_actor_id_seq_idx', ['actorId', 'seq'])
@Index('audit_log_target_seq_idx', ['targetType', 'targetId', 'seq'])
@Index('audit_log_created_at_idx', ['createdAt'])
export class AuditEntryEntity {
  /** Without gaps: rows are appended one transaction at a time. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'audit_log_pkey' })
  readonly seq: string;

  @Column('uuid')
  readonly id: string;

  /** In milliseconds, as it is signed. */
  @Column({ type: 'timestamptz', precision: 3 })
  readonly createdAt: Date;

  @Column('text')
  readonly actorKind: Actor['kind'];

  @Column('uuid', { nullable: true })
  readonly actorId: string | null;

  /** Who it was at the command line. */
  @Column('text', { nullable: true })
  readonly actorLabel: string | null;

  @Column('text')
  readonly action: AuditAction;

  @Column('text')
  readonly targetType: AuditTargetType;

  @Column('text')
  readonly targetId: string;

  /** `{field: [before, after]}`, secrets and personal data masked. */
  @Column('jsonb')
  readonly changes: KeptChanges;

  @Column('text', { nullable: true })
  readonly reason: string | null;

  @Column('text')
  readonly traceId: string;

  @Column('text')
  readonly ip: string;

  /** Which of the configured secrets signed it. */
  @Column('text')
  readonly keyId: string;

  /** Over all of this and the signature of the row before. */
  @Column('bytea')
  readonly mac: Buffer;
}

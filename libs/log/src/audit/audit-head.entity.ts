import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The end of the audit log, one row: its lock makes one chain of parallel appends, and it tells of rows missing at the end. */
@Entity('audit_head')
@Check('audit_head_one_check', 'id = 1')
export class AuditHeadEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'audit_head_pkey' })
  readonly id: number;

  @Column('bigint')
  readonly seq: string;

  /** Of the last row. */
  @Column('bytea', { nullable: true })
  readonly mac: Buffer | null;

  @Column('text', { nullable: true })
  readonly keyId: string | null;

  /** Over number and signature of the last row. */
  @Column('bytea', { nullable: true })
  readonly seal: Buffer | null;
}

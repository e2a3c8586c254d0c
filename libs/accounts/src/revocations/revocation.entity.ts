import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A session that ended, or a user whose tokens did: written by triggers on `sessions` and `users`, and by nobody else. */
@Entity('revocations')
@Check('revocations_whose_check', '(session_id IS NULL) <> (user_id IS NULL)')
@Index('revocations_xid_idx', ['xid'])
@Index('revocations_at_idx', ['at'])
export class RevocationEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'revocations_pkey' })
  readonly id: string;

  /** The transaction that wrote it, which says when it was committed; `id` only says when it was written. */
  @Column('bigint')
  readonly xid: string;

  @Column('uuid', { nullable: true })
  readonly sessionId: string | null;

  @Column('uuid', { nullable: true })
  readonly userId: string | null;

  /** Tokens of the user with an older version are dead; null: all. */
  @Column('integer', { nullable: true })
  readonly version: number | null;

  /** Tokens of the session with an older step are dead; null: all. */
  @Column('integer', { nullable: true })
  readonly step: number | null;

  @Column('timestamptz')
  readonly at: Date;
}

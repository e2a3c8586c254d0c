import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a request with an `Idempotency-Key` made, so that whoever sends it again is told the same. */
@Entity('idempotent_answers')
@Index('idempotent_answers_created_at_idx', ['createdAt'])
export class IdempotentAnswerEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotent_answers_pkey' })
  readonly actorKind: 'user' | 'api_key';

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'idempotent_answers_pkey' })
  readonly actorId: string;

  /** SHA-256 of the key as it was sent. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'idempotent_answers_pkey' })
  readonly keyHash: Buffer;

  /** Keyed hash of route and body: with another one the key is refused. */
  @Column('bytea')
  readonly requestHash: Buffer;

  /** Sealed; null only while its transaction is open. */
  @Column('text', { nullable: true, select: false })
  readonly answer: string | null;

  @Column('timestamptz')
  readonly createdAt: Date;
}

import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Whom another system knew by which key. It outlives the user: who was erased here does not come back by the next import. */
@Entity('imported_users')
@Index('imported_users_user_id_idx', ['userId'])
export class ImportedUserEntity {
  /** The name that the other system has here, such as `django`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'imported_users_pkey' })
  readonly source: string;

  /** Their key there. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'imported_users_pkey' })
  readonly externalId: string;

  /** Null once they were erased. */
  @Column('uuid', { nullable: true })
  @ForeignKey('UserEntity', { name: 'imported_users_user_id_fkey', onDelete: 'SET NULL' })
  readonly userId: string | null;

  /** Keyed fingerprints of what was written last, by field: what differs from them here was changed here. */
  @Column('jsonb', { default: {} })
  readonly written: object;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly updatedAt: Date;
}

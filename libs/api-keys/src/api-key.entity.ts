import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key of a machine. Its secret is kept as a hash, and shown once. */
@Entity('api_keys')
@Index('api_keys_maker_id_idx', ['makerId'])
export class ApiKeyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_keys_pkey' })
  readonly id: string;

  @Column('text')
  readonly name: string;

  /** SHA-256. */
  @Column('bytea', { select: false })
  readonly secretHash: Buffer;

  /** Sorted codenames: what it may do while its maker may. */
  @Column('text', { array: true })
  readonly permissions: string[];

  /** Where it may be used from; everywhere when there are none. */
  @Column('text', { array: true })
  readonly cidrs: string[];

  /** Made by the command line: nobody's rights are above it. */
  @Column('boolean')
  readonly isLocal: boolean;

  /** Null of a local one, and of one whose maker was erased, which opens nothing. */
  @Column('uuid', { nullable: true })
  readonly makerId: string | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly expiresAt: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly revokedAt: Date | null;

  /** To the minute. */
  @Column('timestamptz', { nullable: true })
  readonly lastUsedAt: Date | null;
}

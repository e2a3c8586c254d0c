import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** A browser or app that completed a sign-in of this user. Only the hash of its token is kept. */
@Entity('devices')
@Index('devices_token_hash_user_id_key', ['tokenHash', 'userId'], { unique: true })
@Index('devices_user_id_idx', ['userId'])
export class DeviceEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'devices_pkey' })
  readonly id: string;

  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'devices_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;

  @Column('bytea', { select: false })
  readonly tokenHash: Buffer;

  /** The one before, by which a copy is found out. */
  @Column('bytea', { select: false, nullable: true })
  readonly formerTokenHash: Buffer | null;

  /** When the token took the place of the former one. */
  @Column('timestamptz', { nullable: true })
  readonly rotatedAt: Date | null;

  @Column('text')
  readonly name: string;

  /** Until then the second factor is not asked for here. */
  @Column('timestamptz', { nullable: true })
  readonly trustedUntil: Date | null;

  @Column('timestamptz')
  readonly lastSeenAt: Date;

  @Column('timestamptz')
  readonly createdAt: Date;
}

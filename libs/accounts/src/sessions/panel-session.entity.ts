import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** An operator's session at the panel; it opens nothing of the API. The cookie's token is stored hashed. */
@Entity('admin_sessions')
@Index('admin_sessions_token_hash_key', ['tokenHash'], { unique: true })
@Index('admin_sessions_user_id_idx', ['userId'])
@Index('admin_sessions_expires_at_idx', ['expiresAt'])
export class PanelSessionEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'admin_sessions_pkey' })
  readonly id: string;

  @Column('bytea', { select: false })
  readonly tokenHash: Buffer;

  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'admin_sessions_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;

  /** The user's `token_version` that the session belongs to. */
  @Column('integer')
  readonly version: number;

  /** The methods it was opened by (RFC 8176). */
  @Column('text', { array: true })
  readonly amr: string[];

  @Column('text')
  readonly ip: string;

  @Column('text', { nullable: true })
  readonly userAgent: string | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly lastUsedAt: Date;

  /** The end at the latest, however often it is used. */
  @Column('timestamptz')
  readonly expiresAt: Date;
}

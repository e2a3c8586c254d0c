import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** A mailed link that lets its reader set a new password. Only the hash of its token is kept. */
@Entity('password_reset_tokens')
@Index('password_reset_tokens_user_id_idx', ['userId'])
@Index('password_reset_tokens_expires_at_idx', ['expiresAt'])
export class PasswordResetTokenEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'password_reset_tokens_pkey' })
  readonly id: string;

  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'password_reset_tokens_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;

  @Column('bytea', { select: false })
  readonly tokenHash: Buffer;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly expiresAt: Date;

  @Column('boolean', { default: false })
  readonly isUsed: boolean;
}

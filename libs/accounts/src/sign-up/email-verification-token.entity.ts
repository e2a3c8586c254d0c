import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** A mailed link that proves an address. Only the hash of its token is kept. */
@Entity('email_verification_tokens')
@Index('email_verification_tokens_user_id_idx', ['userId'])
@Index('email_verification_tokens_expires_at_idx', ['expiresAt'])
export class EmailVerificationTokenEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'email_verification_tokens_pkey' })
  readonly id: string;

  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'email_verification_tokens_user_id_fkey', onDelete: 'CASCADE' })
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

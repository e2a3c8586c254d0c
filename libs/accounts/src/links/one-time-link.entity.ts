import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import type { LinkPurpose } from './one-time-links.repository.js';

/** A mailed link that undoes something. Only the hash of its token is kept, and it works for its purpose alone. */
@Entity('one_time_links')
@Index('one_time_links_user_id_idx', ['userId'])
@Index('one_time_links_expires_at_idx', ['expiresAt'])
@Index('one_time_links_subject_idx', ['subject', 'purpose'])
export class OneTimeLinkEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'one_time_links_pkey' })
  readonly id: string;

  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'one_time_links_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;

  @Column('text')
  readonly purpose: LinkPurpose;

  @Column('bytea', { select: false })
  readonly tokenHash: Buffer;

  /** What it is about: the session to end, the address to restore. */
  @Column('text')
  readonly subject: string;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly expiresAt: Date;

  @Column('boolean', { default: false })
  readonly isUsed: boolean;
}

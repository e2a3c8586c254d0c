import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import type { LinkPurpose } from './link-purposes.js';

/** A mailed link that can still be followed; a spent one is gone. Only the hash of its token is kept, and it works for its purpose alone. */
@Entity('mailed_links')
@Index('mailed_links_token_hash_key', ['tokenHash'], { unique: true })
@Index('mailed_links_user_id_idx', ['userId'])
@Index('mailed_links_only_key', ['userId', 'purpose'], { unique: true, where: 'is_only' })
@Index('mailed_links_subject_idx', ['subject', 'purpose'])
@Index('mailed_links_expires_at_idx', ['expiresAt'])
export class MailedLinkEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'mailed_links_pkey' })
  readonly id: string;

  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'mailed_links_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;

  @Column('text')
  readonly purpose: LinkPurpose;

  /** Copied from the rules of its purpose, for the index that lets one of parallel requests leave a link. */
  @Column('boolean')
  readonly isOnly: boolean;

  @Column('bytea', { select: false })
  readonly tokenHash: Buffer;

  /** What it is about, where the user alone does not say it: a session, an address. */
  @Column('text', { nullable: true })
  readonly subject: string | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly expiresAt: Date;
}

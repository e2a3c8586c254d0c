import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MailTemplate } from '../mails.js';
import type { MailDeliveryState } from './mail-delivery-state.js';

/** What became of one mail. Holds nothing of its text, and of the address too little to write to it. */
@Entity('mail_deliveries')
@Index('mail_deliveries_created_at_idx', ['createdAt', 'id'])
@Index('mail_deliveries_recipient_hash_idx', ['recipientHash', 'createdAt'])
@Index('mail_deliveries_user_id_idx', ['userId'], { where: 'user_id IS NOT NULL' })
export class MailDeliveryEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mail_deliveries_pkey' })
  readonly id: string;

  @Column('text')
  readonly kind: MailTemplate;

  /** Masked; null once the account is erased. */
  @Column('text', { nullable: true })
  readonly recipient: string | null;

  @Column('text', { nullable: true, select: false })
  readonly recipientHash: string | null;

  /** Where the mail was told whose it is. No foreign key: the row outlives the account. */
  @Column('uuid', { nullable: true })
  readonly userId: string | null;

  @Column('text')
  readonly state: MailDeliveryState;

  /** How often sending it was tried. */
  @Column('integer', { default: 0 })
  readonly tries: number;

  /** What the mail server said last, or what else stood in the way: without addresses and links. */
  @Column('text', { nullable: true })
  readonly answer: string | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly sentAt: Date | null;
}

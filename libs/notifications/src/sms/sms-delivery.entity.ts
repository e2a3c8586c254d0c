import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SmsLine } from './sms-line.js';
import type { SmsStatus } from './sms-status.js';

/** What became of one SMS. Holds neither its text nor its code, and of the number too little to write to it. */
@Entity('sms_deliveries')
@Index('sms_deliveries_created_at_idx', ['createdAt', 'id'])
@Index('sms_deliveries_recipient_hash_idx', ['recipientHash', 'createdAt'])
@Index('sms_deliveries_provider_message_id_key', ['providerMessageId'], { unique: true })
export class SmsDeliveryEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sms_deliveries_pkey' })
  readonly id: string;

  /** Masked. */
  @Column('text')
  readonly recipient: string;

  @Column('bytea', { select: false })
  readonly recipientHash: Buffer;

  @Column('text')
  readonly provider: string;

  /** Whether it went to a number that nobody had proven yet. */
  @Column('text', { default: 'proven' })
  readonly line: SmsLine;

  /** The provider's name for the message, once it has taken it. */
  @Column('text', { nullable: true })
  readonly providerMessageId: string | null;

  @Column('text')
  readonly status: SmsStatus;

  /** A code, never words: those of providers name the number. */
  @Column('text', { nullable: true })
  readonly error: string | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly updatedAt: Date;
}

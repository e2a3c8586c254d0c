import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';

/** A row of the development inbox. It is emptied at will: nothing else may depend on it. */
@Entity('dev_inbox')
export class InboxMessageEntity {
  /** The id of the job that delivered it, so that a repeated delivery is the same row. */
  @PrimaryColumn('uuid')
  id: string;

  /** The order of arrival; times alone would tie. */
  @Index('dev_inbox_arrival_key', { unique: true })
  @Column('bigint')
  @Generated('increment')
  arrival: string;

  @Column('text')
  channel: 'email' | 'sms';

  @Column('text')
  recipient: string;

  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text')
  text: string;

  @Column('text', { nullable: true })
  html: string | null;

  @Column('jsonb')
  links: readonly string[];

  @Column('text', { nullable: true })
  code: string | null;

  @Column('timestamptz')
  sentAt: Date;
}

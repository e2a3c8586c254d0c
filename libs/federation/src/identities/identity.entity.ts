import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who a user is elsewhere: the subject of an issuer (OpenID Connect Core 1.0, §2), which is nobody else's. */
@Entity('identities')
@Index('identities_issuer_subject_key', ['issuer', 'subject'], { unique: true })
@Index('identities_user_id_idx', ['userId'])
export class IdentityEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'identities_pkey' })
  readonly id: string;

  @Column('uuid')
  readonly userId: string;

  /** The name of the provider in the configuration when it was linked last: a label, since an issuer may be configured under another name later. */
  @Column('text')
  readonly provider: string;

  @Column('text')
  readonly issuer: string;

  @Column('text')
  readonly subject: string;

  /** As the provider told it last: for people to tell their identities apart, and for nothing else. */
  @Column('text', { nullable: true })
  readonly email: string | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly lastUsedAt: Date | null;
}

import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A credential of a user (the credential record of WebAuthn level 3, §4). */
@Entity('passkeys')
@Index('passkeys_credential_id_key', ['credentialId'], { unique: true })
@Index('passkeys_user_id_idx', ['userId'])
export class PasskeyEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'passkeys_pkey' })
  readonly id: string;

  @Column('uuid')
  readonly userId: string;

  @Column('bytea')
  readonly credentialId: Buffer;

  @Column('bytea', { select: false })
  readonly publicKey: Buffer;

  /** As the authenticator told it last; 0 for one that does not count. A string, as `pg` gives bigints. */
  @Column('bigint')
  readonly counter: string;

  /** Backup eligible, which a credential is for ever or never. */
  @Column('boolean')
  readonly isSynced: boolean;

  @Column('text', { array: true })
  readonly transports: string[];

  @Column('uuid')
  readonly aaguid: string;

  @Column('text')
  readonly name: string;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly lastUsedAt: Date | null;
}

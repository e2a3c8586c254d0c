import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The name that authenticators know a user by: random, since devices keep it in the clear (WebAuthn level 3, §14.6.1). */
@Entity('passkey_users')
@Index('passkey_users_handle_key', ['handle'], { unique: true })
export class PasskeyUserEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'passkey_users_pkey' })
  readonly userId: string;

  @Column('bytea')
  readonly handle: Buffer;

  @Column('timestamptz')
  readonly createdAt: Date;
}

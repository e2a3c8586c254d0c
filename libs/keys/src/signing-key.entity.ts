import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An Ed25519 key pair that signs access tokens; the private half is sealed with a key derived from `SECRET_KEY`. */
@Entity('signing_keys')
export class SigningKeyEntity {
  /** JWK thumbprint of the public key (RFC 7638). */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'signing_keys_pkey' })
  readonly kid: string;

  /** SubjectPublicKeyInfo, PEM. */
  @Column('text')
  readonly publicKey: string;

  /** PKCS #8 PEM, sealed. */
  @Column('text', { select: false })
  readonly privateKey: string;

  @Column('timestamptz')
  readonly createdAt: Date;

  /** From then on the key signs; it is published before, so that everyone knows it in time. */
  @Column('timestamptz')
  readonly activatesAt: Date;
}

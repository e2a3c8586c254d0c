import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/**
 * What somebody gave to sign up with an address, whether it was free or taken. It opens nothing: it comes into force when the reader of
 * the address proves it, and is gone a day later. Deleted with its user, and with every other proof.
 */
@Entity('registrations')
@Index('registrations_user_id_idx', ['userId'])
@Index('registrations_username_key_idx', ['usernameKey'], { where: 'username_key IS NOT NULL' })
@Index('registrations_expires_at_idx', ['expiresAt'])
@Index('registrations_user_id_issuer_subject_key', ['userId', 'issuer', 'subject'], { unique: true, where: 'subject IS NOT NULL' })
@Check('registrations_way_in_check', '(password_hash IS NULL) = (subject IS NOT NULL)')
export class RegistrationEntity {
  /** In the order of sign-ups, also of those of one millisecond. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'registrations_pkey' })
  readonly id: string;

  /** Who has the address. */
  @Column('uuid')
  @ForeignKey(() => UserEntity, { name: 'registrations_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;

  /** Null for who signed up by a provider. */
  @Column('text', { nullable: true, select: false })
  readonly passwordHash: string | null;

  /** Who they are elsewhere, as of `IdentityEntity`; null for who chose a password. */
  @Column('text', { nullable: true })
  readonly provider: string | null;

  @Column('text', { nullable: true })
  readonly issuer: string | null;

  @Column('text', { nullable: true })
  readonly subject: string | null;

  @Column('text', { nullable: true })
  readonly identityEmail: string | null;

  /** A wish: nobody has it before the proof. */
  @Column('text', { nullable: true })
  readonly username: string | null;

  @Column('text', { nullable: true })
  readonly usernameKey: string | null;

  @Column('text')
  readonly firstName: string;

  @Column('text')
  readonly lastName: string;

  @Column('text', { nullable: true })
  readonly sourceUrl: string | null;

  /** From where it was sent, for the mail. */
  @Column('text')
  readonly deviceName: string;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly expiresAt: Date;
}

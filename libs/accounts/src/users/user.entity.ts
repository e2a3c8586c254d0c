import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A person who can sign in. The address is kept in lower case, so that it is unique without case under every collation. */
@Entity('users')
@Index('users_email_key', ['email'], { unique: true })
@Index('users_username_key_key', ['usernameKey'], { unique: true })
@Index('users_phone_key', ['phone'], { unique: true })
@Index('users_email_search_idx', ['email'])
@Index('users_username_search_idx', ['usernameKey'])
@Index('users_last_login_idx', ['lastLogin'])
@Index('users_closed_at_idx', ['closedAt'], { where: 'closed_at IS NOT NULL' })
@Index('users_erase_at_idx', ['eraseAt'], { where: 'erase_at IS NOT NULL' })
@Index('users_proof_due_at_idx', ['proofDueAt'], { where: 'NOT is_verified' })
@Index('users_date_joined_id_idx', ['dateJoined', 'id'])
@Index('users_disabled_idx', ['id'], { where: 'NOT is_active' })
@Index('users_disabled_until_idx', ['disabledUntil'], { where: 'disabled_until IS NOT NULL' })
@Index('users_staff_idx', ['id'], { where: 'is_staff' })
@Index('users_superuser_idx', ['id'], { where: 'is_superuser' })
@Index('users_unverified_idx', ['id'], { where: 'NOT is_verified' })
@Check('users_email_lower_check', 'email = lower(email)')
@Check('users_phone_check', '(phone IS NULL) = (phone_verified_at IS NULL)')
@Check('users_username_check', "username !~ '@'")
export class UserEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'users_pkey' })
  readonly id: string;

  @Column('text')
  readonly email: string;

  /** As typed. */
  @Column('text', { nullable: true })
  readonly username: string | null;

  /** The username folded for comparison. */
  @Column('text', { nullable: true })
  readonly usernameKey: string | null;

  @Column('text', { default: '' })
  readonly firstName: string;

  @Column('text', { default: '' })
  readonly lastName: string;

  /** Null: signs in without a password. */
  @Column('text', { nullable: true, select: false })
  readonly passwordHash: string | null;

  @Column('boolean', { default: true })
  readonly isActive: boolean;

  /** When somebody who is disabled is enabled again by itself; null for who is not, and where it has no end. */
  @Column('timestamptz', { nullable: true })
  readonly disabledUntil: Date | null;

  @Column('boolean', { default: false })
  readonly isVerified: boolean;

  @Column('boolean', { default: false })
  readonly isStaff: boolean;

  @Column('boolean', { default: false })
  readonly isSuperuser: boolean;

  /** Raised by password change, reset and e-mail change; older tokens die (docs/reference/contract.md#sessions). */
  @Column('integer', { default: 0 })
  readonly tokenVersion: number;

  @Column('timestamptz')
  readonly dateJoined: Date;

  @Column('timestamptz', { nullable: true })
  readonly lastLogin: Date | null;

  /** Proven by a code, in E.164; nobody else's. */
  @Column('text', { nullable: true })
  readonly phone: string | null;

  @Column('timestamptz', { nullable: true })
  readonly phoneVerifiedAt: Date | null;

  /** Somebody may know the password: it opens nothing until it is reset. */
  @Column('boolean', { default: false })
  readonly passwordResetRequired: boolean;

  /** When somebody last chose the password here; null for one that came with the account. A newer hash of the same one is no choice. */
  @Column('timestamptz', { nullable: true })
  readonly passwordSetAt: Date | null;

  /** Of an account that somebody signed up: it is erased then unless its address was proven, or somebody signed in. */
  @Column('timestamptz', { nullable: true })
  readonly proofDueAt: Date | null;

  /** When the owner closed the account; it is erased 14 days later unless they sign in again. */
  @Column('timestamptz', { nullable: true })
  readonly closedAt: Date | null;

  /** When a closed account is erased, where an operator has said so; else it is by `closedAt`. */
  @Column('timestamptz', { nullable: true })
  readonly eraseAt: Date | null;
}

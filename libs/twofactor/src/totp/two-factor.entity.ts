import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Two-step sign-in of a user, and their authenticator: being set up (`pendingSecret`) or theirs (`secret`). `enabledAt` is the switch; it
 * may be on without a secret, for who has another second factor. Secrets are sealed for this user.
 */
@Entity('two_factor')
@Index('two_factor_pending_until_idx', ['pendingUntil'], { where: 'pending_until IS NOT NULL' })
@Check('two_factor_enabled_check', 'secret IS NULL OR enabled_at IS NOT NULL')
export class TwoFactorEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'two_factor_pkey' })
  readonly userId: string;

  @Column('text', { nullable: true, select: false })
  readonly secret: string | null;

  @Column('text', { nullable: true, select: false })
  readonly pendingSecret: string | null;

  @Column('timestamptz', { nullable: true })
  readonly pendingUntil: Date | null;

  /** The newest time step whose code was accepted; never null, so that one comparison decides. A string, as `pg` gives bigints. */
  @Column('bigint', { default: 0 })
  readonly lastUsedStep: string;

  /** Since when two-step sign-in is on; null while it is off. */
  @Column('timestamptz', { nullable: true })
  readonly enabledAt: Date | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  /** Since when the secret is the user's; null for one of an older version, which came with the switch. */
  @Column('timestamptz', { nullable: true })
  readonly totpEnabledAt: Date | null;
}

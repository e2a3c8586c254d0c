import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The second factor of a user, being set up (`pendingSecret`) or on (`secret`). Secrets are sealed for this user. */
@Entity('two_factor')
@Index('two_factor_pending_until_idx', ['pendingUntil'], { where: 'pending_until IS NOT NULL' })
@Check('two_factor_enabled_check', '(secret IS NULL) = (enabled_at IS NULL)')
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

  @Column('timestamptz', { nullable: true })
  readonly enabledAt: Date | null;

  @Column('timestamptz')
  readonly createdAt: Date;
}

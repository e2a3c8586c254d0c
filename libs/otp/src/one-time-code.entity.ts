import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The one code that an identifier has for a purpose. Neither the identifier nor the code can be read out of it. */
@Entity('otp_codes')
@Index('otp_codes_expires_at_idx', ['expiresAt'])
export class OneTimeCodeEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'otp_codes_pkey' })
  readonly identifierHash: Buffer;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'otp_codes_pkey' })
  readonly purpose: string;

  @Column('bytea', { select: false })
  readonly codeHash: Buffer;

  /** Guesses made so far, right or wrong. */
  @Column('int', { default: 0 })
  readonly attempts: number;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz')
  readonly expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly usedAt: Date | null;
}

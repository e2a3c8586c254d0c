import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One per user. What is here is theirs to say and theirs to change. */
@Entity('profiles')
@Check('profiles_settings_check', "jsonb_typeof(settings) = 'object'")
export class ProfileEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'profiles_pkey' })
  readonly userId: string;

  @Column('text', { default: '' })
  readonly bio: string;

  @Column('text', { default: '' })
  readonly location: string;

  @Column('date', { nullable: true })
  readonly dateOfBirth: string | null;

  @Column('text', { nullable: true })
  readonly language: string | null;

  @Column('text', { nullable: true })
  readonly timezone: string | null;

  @Column('jsonb', { default: {} })
  readonly settings: object;

  @Column('timestamptz')
  readonly updatedAt: Date;
}

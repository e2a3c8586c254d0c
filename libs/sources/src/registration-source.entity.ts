import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A place that people come from. */
@Entity('registration_sources')
@Index('registration_sources_url_key', ['url'], { unique: true })
export class RegistrationSourceEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'registration_sources_pkey' })
  readonly id: string;

  /** As `keptSourceUrl` leaves it: ASCII, at most 2 000 characters. */
  @Column('text')
  readonly url: string;

  /** What an operator calls it; else the rules of `displayName` do. */
  @Column('text', { nullable: true })
  readonly name: string | null;

  @Column('text', { default: '' })
  readonly description: string;

  /** Operators may take a source out of the figures. People are linked to it all the same. */
  @Column('boolean', { default: true })
  readonly isActive: boolean;

  @Column('timestamptz')
  readonly createdAt: Date;
}

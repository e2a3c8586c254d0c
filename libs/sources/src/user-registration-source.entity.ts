import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegistrationSourceEntity } from './registration-source.entity.js';

/** That a user came from a source. The figures of a time, and of all times, are counted from an index alone. */
@Entity('user_registration_sources')
@Index('user_registration_sources_created_at_idx', ['createdAt', 'sourceId'])
@Index('user_registration_sources_source_id_idx', ['sourceId'])
@Index('user_registration_sources_first_key', ['userId'], { unique: true, where: 'first_registration' })
export class UserRegistrationSourceEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'user_registration_sources_pkey' })
  readonly userId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'user_registration_sources_pkey' })
  @ForeignKey(() => RegistrationSourceEntity, { name: 'user_registration_sources_source_id_fkey', onDelete: 'CASCADE' })
  readonly sourceId: string;

  /** Did they register there? At most once for each user. */
  @Column('boolean')
  readonly firstRegistration: boolean;

  @Column('timestamptz')
  readonly createdAt: Date;
}

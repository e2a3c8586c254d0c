import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A named set of permissions that its members have. */
@Entity('groups')
@Index('groups_name_key', ['name'], { unique: true })
export class GroupEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'groups_pkey' })
  readonly id: string;

  @Column('text')
  readonly name: string;
}

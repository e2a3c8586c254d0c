import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { GroupEntity } from './group.entity.js';

/** Membership. */
@Entity('user_groups')
@Index('user_groups_group_id_idx', ['groupId'])
export class UserGroupEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'user_groups_pkey' })
  readonly userId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'user_groups_pkey' })
  @ForeignKey(() => GroupEntity, { name: 'user_groups_group_id_fkey', onDelete: 'CASCADE' })
  readonly groupId: string;
}

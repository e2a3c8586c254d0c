import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { GroupEntity } from './group.entity.js';
import { PermissionEntity } from './permission.entity.js';

/** What the members of a group may do. */
@Entity('group_permissions')
export class GroupPermissionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'group_permissions_pkey' })
  @ForeignKey(() => GroupEntity, { name: 'group_permissions_group_id_fkey', onDelete: 'CASCADE' })
  readonly groupId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'group_permissions_pkey' })
  @ForeignKey(() => PermissionEntity, { name: 'group_permissions_permission_fkey', onDelete: 'CASCADE' })
  readonly permission: string;
}

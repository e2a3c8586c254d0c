import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PermissionEntity } from './permission.entity.js';

/** What one user may do besides what their groups allow. */
@Entity('user_permissions')
export class UserPermissionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'user_permissions_pkey' })
  readonly userId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'user_permissions_pkey' })
  @ForeignKey(() => PermissionEntity, { name: 'user_permissions_permission_fkey', onDelete: 'CASCADE' })
  readonly permission: string;
}

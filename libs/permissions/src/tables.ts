import type { Tables } from '@castellan/data';
import { GroupEntity } from './group.entity.js';
import { GroupPermissionEntity } from './group-permission.entity.js';
import { Permissions1796000800000 } from './migrations/1796000800000-permissions.js';
import { MailDeliveriesPermission1796001700000 } from './migrations/1796001700000-mail-deliveries-permission.js';
import { MachinePermissions1796002400000 } from './migrations/1796002400000-machine-permissions.js';
import { PermissionEntity } from './permission.entity.js';
import { UserGroupEntity } from './user-group.entity.js';
import { UserPermissionEntity } from './user-permission.entity.js';

/** Permissions, groups, and who has them. Users are known by id alone: who has a table of them adds the foreign key. */
export const PERMISSIONS_TABLES: Tables = {
  entities: [GroupEntity, GroupPermissionEntity, PermissionEntity, UserGroupEntity, UserPermissionEntity],
  migrations: [Permissions1796000800000, MailDeliveriesPermission1796001700000, MachinePermissions1796002400000],
};

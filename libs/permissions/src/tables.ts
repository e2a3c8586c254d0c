import { GroupEntity } from './group.entity.js';
import { GroupPermissionEntity } from './group-permission.entity.js';
import { PermissionEntity } from './permission.entity.js';
import { UserGroupEntity } from './user-group.entity.js';
import { UserPermissionEntity } from './user-permission.entity.js';

export const PERMISSIONS_TABLES = [GroupEntity, GroupPermissionEntity, PermissionEntity, UserGroupEntity, UserPermissionEntity];

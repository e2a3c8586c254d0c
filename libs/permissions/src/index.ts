export { PermissionsModule } from './permissions.module.js';
export { Groups } from './groups.service.js';
export { Permissions } from './permissions.service.js';
export { GroupNameRefused, UnknownPermission } from './errors.js';
export type { Group } from './groups.repository.js';
export { PERMISSIONS } from './permissions.js';
export type { Permission } from './permissions.js';
export { RightHoldersTold } from './right-holders.service.js';
export type { Right, RightHolders } from './right-holders.service.js';

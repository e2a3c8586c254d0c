import { Groups } from './groups.service.js';
import { GroupsRepository } from './groups.repository.js';
import { Permissions } from './permissions.service.js';
import { PermissionsRepository } from './permissions.repository.js';

export const PERMISSIONS_PROVIDERS = [Groups, GroupsRepository, Permissions, PermissionsRepository];

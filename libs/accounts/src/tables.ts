import { DeviceEntity } from './devices/device.entity.js';
import { SigningKeyEntity } from './keys/signing-key.entity.js';
import { MailedLinkEntity } from './links/mailed-link.entity.js';
import { GroupPermissionEntity } from './permissions/group-permission.entity.js';
import { GroupEntity } from './permissions/group.entity.js';
import { PermissionEntity } from './permissions/permission.entity.js';
import { UserGroupEntity } from './permissions/user-group.entity.js';
import { UserPermissionEntity } from './permissions/user-permission.entity.js';
import { RegistrationEntity } from './registration/registration.entity.js';
import { SessionEntity } from './sessions/session.entity.js';
import { PanelSessionEntity } from './panel/panel-session.entity.js';
import { RegistrationSourceEntity } from './sources/registration-source.entity.js';
import { UserRegistrationSourceEntity } from './sources/user-registration-source.entity.js';
import { UserEntity } from './users/user.entity.js';

export const ACCOUNTS_TABLES = [
  UserEntity,
  MailedLinkEntity,
  RegistrationEntity,
  DeviceEntity,
  SessionEntity,
  PanelSessionEntity,
  SigningKeyEntity,
  PermissionEntity,
  GroupEntity,
  UserGroupEntity,
  GroupPermissionEntity,
  UserPermissionEntity,
  RegistrationSourceEntity,
  UserRegistrationSourceEntity,
];

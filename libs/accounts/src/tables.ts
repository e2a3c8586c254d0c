import { DeviceEntity } from './devices/device.entity.js';
import { MailedLinkEntity } from './links/mailed-link.entity.js';
import { RegistrationEntity } from './registration/registration.entity.js';
import { SessionEntity } from './sessions/session.entity.js';
import { PanelSessionEntity } from './panel/panel-session.entity.js';
import { UserEntity } from './users/user.entity.js';

export const ACCOUNTS_TABLES = [UserEntity, MailedLinkEntity, RegistrationEntity, DeviceEntity, SessionEntity, PanelSessionEntity];

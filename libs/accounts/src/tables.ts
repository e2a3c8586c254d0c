import type { ForeignKeyBelow, Tables } from '@castellan/data';
import { IdempotentAnswerEntity } from './administration/idempotent-answer.entity.js';
import { DeviceEntity } from './devices/device.entity.js';
import { MailedLinkEntity } from './links/mailed-link.entity.js';
import { Accounts1796000900000 } from './migrations/1796000900000-accounts.js';
import { DisabledUntil1796001100000 } from './migrations/1796001100000-disabled-until.js';
import { UserSearch1796001500000 } from './migrations/1796001500000-user-search.js';
import { KeysOfPasskeys1796002000000 } from './migrations/1796002000000-keys-of-passkeys.js';
import { KeysOfIdentities1796002200000 } from './migrations/1796002200000-keys-of-identities.js';
import { SignUpsByProviders1796002300000 } from './migrations/1796002300000-sign-ups-by-providers.js';
import { Revocations1796002420000 } from './migrations/1796002420000-revocations.js';
import { IdempotencyAndPlannedErasure1796002430000 } from './migrations/1796002430000-idempotency-and-planned-erasure.js';
import { UsersInOrder1796002450000 } from './migrations/1796002450000-users-in-order.js';
import { ImportedUsers1796002500000 } from './migrations/1796002500000-imported-users.js';
import { PasswordSetAt1796002510000 } from './migrations/1796002510000-password-set-at.js';
import { ImportedUserEntity } from './porting/imported-user.entity.js';
import { RegistrationEntity } from './pending-registrations/registration.entity.js';
import { RevocationEntity } from './revocations/revocation.entity.js';
import { SessionEntity } from './sessions/session.entity.js';
import { PanelSessionEntity } from './sessions/panel-session.entity.js';
import { UserEntity } from './users/user.entity.js';

/** Where a lib below keeps something of a user, which ends with the user. */
const OF_USERS = [
  'two_factor',
  'backup_codes',
  'passkeys',
  'passkey_users',
  'identities',
  'profiles',
  'avatars',
  'user_registration_sources',
  'user_groups',
  'user_permissions',
];

/** Users and how they sign in, and the keys to them from the libs below. */
export const ACCOUNTS_TABLES: Tables = {
  entities: [
    UserEntity,
    MailedLinkEntity,
    RegistrationEntity,
    DeviceEntity,
    SessionEntity,
    PanelSessionEntity,
    RevocationEntity,
    IdempotentAnswerEntity,
    ImportedUserEntity,
  ],
  migrations: [
    Accounts1796000900000,
    DisabledUntil1796001100000,
    UserSearch1796001500000,
    KeysOfPasskeys1796002000000,
    KeysOfIdentities1796002200000,
    SignUpsByProviders1796002300000,
    Revocations1796002420000,
    IdempotencyAndPlannedErasure1796002430000,
    UsersInOrder1796002450000,
    ImportedUsers1796002500000,
    PasswordSetAt1796002510000,
  ],
  foreignKeys: OF_USERS.map(keyToUsers),
};

function keyToUsers(table: string): ForeignKeyBelow {
  return { name: `${table}_user_id_fkey`, table, column: 'user_id', references: 'users', onDelete: 'CASCADE' };
}

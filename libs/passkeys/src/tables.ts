import type { Tables } from '@castellan/data';
import { Passkeys1796001900000 } from './migrations/1796001900000-passkeys.js';
import { PasskeyEntity } from './passkey.entity.js';
import { PasskeyUserEntity } from './passkey-user.entity.js';

/** Passkeys and the handles of their users. Users are known by id alone: who has a table of them adds the foreign keys. */
export const PASSKEYS_TABLES: Tables = {
  entities: [PasskeyEntity, PasskeyUserEntity],
  migrations: [Passkeys1796001900000],
};

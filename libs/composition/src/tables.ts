import { ACCOUNTS_TABLES } from '@castellan/accounts/tables';
import { API_KEYS_TABLES } from '@castellan/api-keys/tables';
import type { Tables } from '@castellan/data';
import { FEDERATION_TABLES } from '@castellan/federation/tables';
import { KEYS_TABLES } from '@castellan/keys/tables';
import { LOG_TABLES } from '@castellan/log/tables';
import { NOTIFICATIONS_TABLES } from '@castellan/notifications/tables';
import { OTP_TABLES } from '@castellan/otp/tables';
import { PASSKEYS_TABLES } from '@castellan/passkeys/tables';
import { PERMISSIONS_TABLES } from '@castellan/permissions/tables';
import { PORTING_TABLES } from '@castellan/porting/tables';
import { PROFILES_TABLES } from '@castellan/profiles/tables';
import { SOURCES_TABLES } from '@castellan/sources/tables';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';
import { WEBHOOKS_TABLES } from '@castellan/webhooks/tables';
import { AppRole1796001000000 } from './migrations/1796001000000-app-role.js';

/** What is about the tables of all libs together. */
const OWN: Tables = { entities: [], migrations: [AppRole1796001000000] };

/** The one list of what the product keeps, lib by lib: for the service, the commands, TypeORM's command line, scripts and tests. */
export const CASTELLAN_TABLES: readonly Tables[] = [
  LOG_TABLES,
  NOTIFICATIONS_TABLES,
  OTP_TABLES,
  TWOFACTOR_TABLES,
  PASSKEYS_TABLES,
  FEDERATION_TABLES,
  PROFILES_TABLES,
  KEYS_TABLES,
  SOURCES_TABLES,
  PERMISSIONS_TABLES,
  ACCOUNTS_TABLES,
  API_KEYS_TABLES,
  WEBHOOKS_TABLES,
  PORTING_TABLES,
  OWN,
];

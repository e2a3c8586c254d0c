import { ACCOUNTS_TABLES } from '@castellan/accounts/tables';
import { KEYS_TABLES } from '@castellan/keys/tables';
import { LOG_TABLES } from '@castellan/log/tables';
import { NOTIFICATIONS_TABLES } from '@castellan/notifications/tables';
import { OTP_TABLES } from '@castellan/otp/tables';
import { PERMISSIONS_TABLES } from '@castellan/permissions/tables';
import { PROFILES_TABLES } from '@castellan/profiles/tables';
import { SOURCES_TABLES } from '@castellan/sources/tables';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';

/** Every table of the product, lib by lib. */
export const CASTELLAN_TABLES = [
  ...ACCOUNTS_TABLES,
  ...KEYS_TABLES,
  ...LOG_TABLES,
  ...NOTIFICATIONS_TABLES,
  ...OTP_TABLES,
  ...PERMISSIONS_TABLES,
  ...PROFILES_TABLES,
  ...SOURCES_TABLES,
  ...TWOFACTOR_TABLES,
];

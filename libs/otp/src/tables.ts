import type { Tables } from '@castellan/data';
import { OneTimeCodeEntity } from './one-time-code.entity.js';
import { Otp1796000300000 } from './migrations/1796000300000-otp.js';

/** One-time codes. */
export const OTP_TABLES: Tables = {
  entities: [OneTimeCodeEntity],
  migrations: [Otp1796000300000],
};

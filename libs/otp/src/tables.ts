import { OneTimeCodeEntity } from './one-time-code.entity.js';

export const OTP_TABLES = [OneTimeCodeEntity];

import type { Tables } from '@castellan/data';
import { BackupCodeEntity } from './backup-codes/backup-code.entity.js';
import { TwoFactorEntity } from './totp/two-factor.entity.js';
import { TwoFactor1796000400000 } from './migrations/1796000400000-two-factor.js';
import { SwitchWithoutTotp1796001800000 } from './migrations/1796001800000-switch-without-totp.js';

/** Second factors and backup codes. Users are known by id alone: who has a table of them adds the foreign key. */
export const TWOFACTOR_TABLES: Tables = {
  entities: [TwoFactorEntity, BackupCodeEntity],
  migrations: [TwoFactor1796000400000, SwitchWithoutTotp1796001800000],
};

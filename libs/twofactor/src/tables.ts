import { BackupCodeEntity } from './backup-codes/backup-code.entity.js';
import { TwoFactorEntity } from './totp/two-factor.entity.js';

export const TWOFACTOR_TABLES = [TwoFactorEntity, BackupCodeEntity];

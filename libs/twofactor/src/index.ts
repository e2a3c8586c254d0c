export { BACKUP_CODES } from './backup-codes/backup-codes.service.js';
export type { PreparedCodes } from './backup-codes/backup-codes.service.js';
export { AlreadyEnabled, NotEnabled } from './errors.js';
export type { TwoFactorOptions } from './options.js';
export { TwoFactorModule } from './two-factor.module.js';
export { secondFactorIsOn } from './totp/second-factor-is-on.js';
export { isSecondFactorCode, isTotpCode } from './typed-code.js';
export { TwoFactor } from './two-factor.service.js';
export type { BackupCodesView, Proof, RemovedPart, TwoFactorState } from './two-factor.types.js';

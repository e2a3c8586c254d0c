import { GuessedSignIns } from './guessed-sign-ins.service.js';
import { OwnBackupCodes } from './own-backup-codes.service.js';
import { OwnCode } from './own-code.service.js';
import { SecondFactorCheck } from './second-factor-check.service.js';
import { StaffMailProof } from './staff-mail-proof.service.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';
import { TwoFactorEnrolment } from './two-factor-enrolment.service.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';
import { TwoFactorRemoval } from './two-factor-removal.service.js';
import { TwoFactorReset } from './two-factor-reset.service.js';

export const TWO_FACTOR_PROVIDERS = [
  GuessedSignIns,
  OwnBackupCodes,
  OwnCode,
  SecondFactorCheck,
  StaffMailProof,
  TwoFactorChanges,
  TwoFactorEnrolment,
  TwoFactorNotices,
  TwoFactorRemoval,
  TwoFactorReset,
];

import { AccountRecovery } from './account-recovery.service.js';
import { Eviction } from './eviction.service.js';
import { FormerAddress } from './former-address.service.js';
import { PasswordReset } from './password-reset.service.js';
import { PhoneWayIn } from './phone-way-in.service.js';
import { SecondFactorWayIn } from './second-factor-way-in.service.js';
import { SignInReport } from './sign-in-report.service.js';
import { WAYS_IN } from './way-in.js';
import type { WayIn } from './way-in.js';

/** A new kind of way in is one more line here. */
const KINDS_OF_WAYS_IN = [SecondFactorWayIn, PhoneWayIn];

export const RECOVERY_PROVIDERS = [
  AccountRecovery,
  Eviction,
  FormerAddress,
  PasswordReset,
  SignInReport,
  ...KINDS_OF_WAYS_IN,
  { provide: WAYS_IN, useFactory: (...ways: readonly WayIn[]) => ways, inject: KINDS_OF_WAYS_IN },
];

import type { FirstFactor } from '../factors/factor.js';

const CODE = { step: 'first', aal: 1, isStoppedByReset: false, hasSeenDevice: false } as const;

/** Access to the address of the account: never a second factor (NIST SP 800-63B §5.1.3.1 knows no e-mail as one). */
export const EMAIL_OTP: FirstFactor = { ...CODE, kind: 'email_otp', amr: ['otp'] };

/** Access to the number that its owner has proven. */
export const SMS_OTP: FirstFactor = { ...CODE, kind: 'sms_otp', amr: ['sms'] };

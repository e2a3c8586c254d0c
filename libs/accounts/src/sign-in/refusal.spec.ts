import { EmailUnverified, InvalidCredentials, PasswordResetRequired } from '../errors.js';
import type { FirstFactor } from '../factors/factor.js';
import { EMAIL_OTP, SMS_OTP } from '../otp/otp.factors.js';
import { PASSWORD } from '../passwords/password.factor.js';
import type { User } from '../users/user.types.js';
import { refusalOf } from './refusal.js';

const USER: User = {
  id: '0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e',
  email: 'ada@example.com',
  username: null,
  firstName: '',
  lastName: '',
  isActive: true,
  disabledUntil: null,
  isBanOver: false,
  isVerified: true,
  isStaff: false,
  isSuperuser: false,
  permissions: [],
  tokenVersion: 1,
  dateJoined: new Date(0),
  lastLogin: null,
  hasPassword: true,
  passwordResetRequired: false,
  closedAt: null,
};
const STRICT = { requireVerifiedEmail: true };
const EVERY: readonly FirstFactor[] = [PASSWORD, EMAIL_OTP, SMS_OTP];

describe(refusalOf.name, () => {
  it.each(EVERY)('lets a sound account in by $kind', (first) => {
    expect(refusalOf(USER, first, STRICT)).toBeNull();
  });

  it.each(EVERY)('refuses a disabled account like a wrong secret, whatever else is wrong with it, by $kind', (first) => {
    const refusal = refusalOf({ ...USER, isActive: false, isVerified: false, passwordResetRequired: true }, first, STRICT);
    expect(refusal).toEqual({ error: expect.any(InvalidCredentials), reason: 'account_disabled' });
  });

  it.each(EVERY)('refuses an unproven address by $kind, unless none has to be proven', (first) => {
    const unproven = { ...USER, isVerified: false };
    expect(refusalOf(unproven, first, STRICT)).toEqual({ error: expect.any(EmailUnverified), reason: 'email_unverified' });
    expect(refusalOf(unproven, first, { requireVerifiedEmail: false })).toBeNull();
  });

  it('refuses a password that has to be replaced, and no other factor for it', () => {
    const reported = { ...USER, passwordResetRequired: true };
    const refused = EVERY.filter((first) => refusalOf(reported, first, STRICT) !== null);
    expect(refused).toEqual([PASSWORD]);
    expect(refusalOf(reported, PASSWORD, STRICT)).toEqual({
      error: expect.any(PasswordResetRequired),
      reason: 'password_reset_required',
    });
  });
});

import type { DomainError } from '@castellan/common';
import { EmailUnverified, InvalidCredentials, PasswordResetRequired } from '../errors.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';
import type { FirstFactor } from '../factors/factor.js';

/** Why a door stays shut: what the client hears, and what the history says. */
export interface Refusal {
  readonly error: DomainError;
  readonly reason: string;
}

/** What every door, the panel's too, asks of an account once its first factor is proven. */
export function refusalOf(
  user: User,
  first: FirstFactor,
  { requireVerifiedEmail }: Pick<AccountsOptions, 'requireVerifiedEmail'>,
): Refusal | null {
  if (!user.isActive) return { error: new InvalidCredentials(), reason: 'account_disabled' };
  if (requireVerifiedEmail && !user.isVerified) return { error: new EmailUnverified(), reason: 'email_unverified' };
  if (user.passwordResetRequired && first.isStoppedByReset) {
    return { error: new PasswordResetRequired(), reason: 'password_reset_required' };
  }
  return null;
}

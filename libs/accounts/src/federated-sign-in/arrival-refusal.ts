import { DomainError, Unavailable } from '@castellan/common';
import { ProviderDenied, ProviderFailed } from '@castellan/federation';
import { SessionIsOver, TokenExpired, TokenInvalid, TwoFactorRequired } from '@castellan/access';
import { AccountExists, EmailMissing, EmailUnverified, IdentityTaken, PasswordResetRequired, SignInRefused } from '../errors.js';
import type { ArrivalRefusal } from './visit.js';

type Kind = abstract new (...given: never[]) => DomainError;

const REFUSALS: readonly (readonly [Kind, ArrivalRefusal])[] = [
  [ProviderDenied, 'provider_denied'],
  [ProviderFailed, 'provider_failed'],
  [AccountExists, 'account_exists'],
  [EmailMissing, 'email_missing'],
  [EmailUnverified, 'email_unverified'],
  [IdentityTaken, 'identity_taken'],
  [PasswordResetRequired, 'password_reset_required'],
  [SignInRefused, 'sign_in_refused'],
  [SessionIsOver, 'session_ended'],
  [TokenExpired, 'session_ended'],
  [TokenInvalid, 'session_ended'],
  [TwoFactorRequired, 'two_factor_required'],
  [Unavailable, 'unavailable'],
];

/** How a client is told that somebody came back for nothing. @throws the error itself, where it is none that is expected */
export function arrivalRefusalOf(error: unknown): ArrivalRefusal {
  const known = REFUSALS.find(([kind]) => error instanceof kind);
  if (!known) throw error;
  return known[1];
}

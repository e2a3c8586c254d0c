import { domainError } from '@castellan/common';

export class NotAuthenticated extends domainError(
  'not_authenticated',
  'unauthenticated',
  'Authentication credentials were not provided.',
) {}

export class TokenExpired extends domainError('token_expired', 'unauthenticated', 'The access token has expired. Refresh it.') {}

export class TokenInvalid extends domainError('token_invalid', 'unauthenticated', 'The token is not valid.') {}

/** A genuine token of a session that is over; `reason` says why (docs/reference/contract.md#sessions). */
export class SessionIsOver extends domainError('session_ended', 'unauthenticated', 'This session has ended. Sign in again.') {}

export class PermissionDenied extends domainError('permission_denied', 'forbidden', 'You do not have permission to do this.') {}

export class ReauthenticationRequired extends domainError(
  'reauthentication_required',
  'forbidden',
  'Confirm that it is you first: POST /api/auth/reauthenticate/.',
) {}

export class TwoFactorRequired extends domainError(
  'two_factor_required',
  'forbidden',
  'This needs a second factor. Set one up: POST /api/auth/2fa/setup/; or, if you have, prove it: POST /api/auth/reauthenticate/.',
) {}

export class TwoFactorSetupRequired extends domainError(
  'two_factor_setup_required',
  'forbidden',
  'Two-factor authentication is mandatory for this account. Set it up first: POST /api/auth/2fa/setup/.',
) {}

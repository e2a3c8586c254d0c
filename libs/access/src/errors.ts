import { domainError } from '@castellan/common';

/** 401: the request has no token. */
export class NotAuthenticated extends domainError(
  'not_authenticated',
  'unauthenticated',
  'Authentication credentials were not provided.',
) {}

/** 401: a genuine token that is past its `exp`. The client refreshes it and asks again. */
export class TokenExpired extends domainError('token_expired', 'unauthenticated', 'The access token has expired. Refresh it.') {}

/** 401: no token of this issuer for this audience, or one that somebody changed. */
export class TokenInvalid extends domainError('token_invalid', 'unauthenticated', 'The token is not valid.') {}

/** A genuine token of a session that is over; `reason` says why (docs/reference/contract.md#sessions). */
export class SessionIsOver extends domainError('session_ended', 'unauthenticated', 'This session has ended. Sign in again.') {}

/** 403: the caller is signed in, and may not do this: no staff, or without the permission. */
export class PermissionDenied extends domainError('permission_denied', 'forbidden', 'You do not have permission to do this.') {}

/** 403: the last proof is older than `recentMs`. The caller signs in anew, or confirms at Castellan's `POST /api/auth/reauthenticate/`. */
export class ReauthenticationRequired extends domainError(
  'reauthentication_required',
  'forbidden',
  'Confirm that it is you first: POST /api/auth/reauthenticate/.',
) {}

/** 403: the route asks for assurance level 2, and the token has 1. */
export class TwoFactorRequired extends domainError(
  'two_factor_required',
  'forbidden',
  'This needs a second factor. Set one up: POST /api/auth/2fa/setup/; or, if you have, prove it: POST /api/auth/reauthenticate/.',
) {}

/** 403: the account must have a second factor and has none yet; nothing but its set-up is open (`whileEnrolling`). */
export class TwoFactorSetupRequired extends domainError(
  'two_factor_setup_required',
  'forbidden',
  'Two-factor authentication is mandatory for this account. Set it up first: POST /api/auth/2fa/setup/.',
) {}

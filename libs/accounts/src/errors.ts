import { domainError } from '@castellan/common';

/** Unknown user, wrong password, disabled account: one text, so that nobody learns who exists (OWASP ASVS 2.2.1). */
export class InvalidCredentials extends domainError('invalid_credentials', 'unauthenticated', 'Invalid credentials.') {}

/** The password is right, and the address was never proven, where `requireVerifiedEmail` asks for it. */
export class EmailUnverified extends domainError('email_unverified', 'forbidden', 'Please verify your email address first.') {}

/** A wrong, used, replaced or expired mailed link, all alike. */
export class InvalidLink extends domainError('invalid_link', 'invalid', 'This link is invalid or has expired.') {}

/** Several people, perhaps, signed up with one address: the link alone does not say which of them has just proven it. */
export class PasswordRequired extends domainError(
  'password_required',
  'invalid',
  'This address was signed up with more than once. Enter the password that you chose.',
) {}

/** A refresh token that was given as a cookie came in a body, or the other way round. */
export class TransportMismatch extends domainError(
  'transport_mismatch',
  'invalid',
  'The refresh token does not belong to this transport. Send it the way it was received.',
) {}

/** Of an authenticator, a backup code, or mailed: a wrong, expired and used code alike. */
export class InvalidCode extends domainError('invalid_code', 'unauthenticated', 'The code is wrong or has expired.') {}

/** The sign-in that waited for a second factor is over. */
export class ChallengeExpired extends domainError('challenge_expired', 'unauthenticated', 'This sign-in has expired. Begin again.') {}

/** Answers who has proven the first factor, on a device that the account does not know. */
export class ConfirmationRequired extends domainError(
  'confirmation_required',
  'forbidden',
  'Too many wrong codes came from new devices. Follow the link that we have mailed to you, then enter a code here again.',
) {}

/** An account has the address, and the provider is not trusted to say whose that is: who signs in as before can link it. */
export class AccountExists extends domainError(
  'account_exists',
  'conflict',
  'There is an account with this address. Sign in as before, then connect it.',
) {}

/** The provider named no address, without which there is no account. */
export class EmailMissing extends domainError('email_missing', 'invalid', 'The provider named no email address.') {}

/** Disabled, or nobody may sign up by this provider. */
export class SignInRefused extends domainError('sign_in_refused', 'forbidden', 'Signing in was refused.') {}

/** Somebody else, or the user themselves, has linked it already. */
export class IdentityTaken extends domainError('identity_taken', 'conflict', 'This account of the provider is connected already.') {}

/** It is the last way into the account, or the last second factor while two-step sign-in is on. */
export class LastFactor extends domainError(
  'last_factor',
  'conflict',
  'This is the last way into the account, or the last second factor. Add another one first, or turn two-step sign-in off.',
) {}

/** Answers a right password only: somebody reported a sign-in that was not theirs. */
export class PasswordResetRequired extends domainError(
  'password_reset_required',
  'forbidden',
  'Reset your password before you sign in with it: POST /api/auth/password-reset/.',
) {}

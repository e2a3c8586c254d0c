import { ValidationFailed } from '@castellan/common';
import { isUsernameConflict } from '../users/usernames.repository.js';
import { isEmailConflict } from '../users/addresses.repository.js';
import type { FieldErrors } from '../users/person.js';

export const EMAIL_TAKEN: FieldErrors = { email: ['A user with that email address already exists.'] };
export const USERNAME_TAKEN: FieldErrors = { username: ['A user with that username already exists.'] };

/** Catches what a transaction failed with: somebody else was faster. @throws ValidationFailed at the field, or the error as it is */
export function refuseTaken(error: unknown): never {
  if (isEmailConflict(error)) throw new ValidationFailed({ errors: EMAIL_TAKEN });
  if (isUsernameConflict(error)) throw new ValidationFailed({ errors: USERNAME_TAKEN });
  throw error;
}

import { PLAIN_LINE } from '@castellan/common';
import { maxLength } from 'class-validator';
import { isEmailAddress } from './email-address.js';
import { MAX_NAME_LENGTH } from './names.js';
import { isUsername, USERNAME_PROBLEM } from './username.js';

/** Whom an operator makes an account for. */
export interface NewAccount {
  readonly email: string;
  /** Null: they sign in another way, or set one by a reset. */
  readonly password: string | null;
  readonly username?: string | null;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** Messages by field, as `ValidationFailed` carries them. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** What the sign-up form would refuse too: an account is no better for having been made by hand. */
export function personErrors({ email, username, firstName = '', lastName = '' }: Omit<NewAccount, 'password'>): FieldErrors {
  const isNamed = username === undefined || username === null || isUsername(username);
  return {
    ...(isEmailAddress(email) ? {} : { email: ['Enter a valid email address.'] }),
    ...(isNamed ? {} : { username: [USERNAME_PROBLEM] }),
    ...(isName(firstName) ? {} : { first_name: [NAME_PROBLEM] }),
    ...(isName(lastName) ? {} : { last_name: [NAME_PROBLEM] }),
  };
}

const NAME_PROBLEM = `Use at most ${MAX_NAME_LENGTH} characters, and no control characters.`;

const isName = (name: string): boolean => maxLength(name, MAX_NAME_LENGTH) && PLAIN_LINE.test(name);

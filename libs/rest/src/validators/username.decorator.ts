import { isUsername, USERNAME_PROBLEM } from '@castellan/accounts';
import { ValidateBy } from 'class-validator';

/** A name to sign in by, besides the address. */
export function IsUsername(): PropertyDecorator {
  return ValidateBy({
    name: 'isUsername',
    validator: { validate: (value) => typeof value === 'string' && isUsername(value), defaultMessage: () => USERNAME_PROBLEM },
  });
}

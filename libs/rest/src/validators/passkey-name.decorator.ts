import { isPasskeyName, PASSKEY_NAME_PROBLEM } from '@castellan/passkeys';
import { ValidateBy } from 'class-validator';

/** How somebody calls a passkey. */
export function IsPasskeyName(): PropertyDecorator {
  return ValidateBy({
    name: 'isPasskeyName',
    validator: { validate: (value) => typeof value === 'string' && isPasskeyName(value), defaultMessage: () => PASSKEY_NAME_PROBLEM },
  });
}

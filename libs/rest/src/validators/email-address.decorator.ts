import { isEmailAddress } from '@castellan/accounts';
import { ValidateBy } from 'class-validator';

export function IsEmailAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isEmailAddress',
    validator: {
      validate: (value) => typeof value === 'string' && isEmailAddress(value),
      defaultMessage: () => 'Enter a valid e-mail address.',
    },
  });
}

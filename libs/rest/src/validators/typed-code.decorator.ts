import { isSecondFactorCode, isTotpCode } from '@castellan/twofactor';
import { ValidateBy } from 'class-validator';

/** Six digits, typed with blanks, dashes and in any script. What is none is refused before a guess is spent on it. */
export function IsTotpCode(): PropertyDecorator {
  return typedCode('isTotpCode', isTotpCode, 'Enter the six digits that your authenticator app shows.');
}

/** Of the authenticator, or a backup code. */
export function IsSecondFactorCode(): PropertyDecorator {
  return typedCode('isSecondFactorCode', isSecondFactorCode, 'Enter the six digits of your authenticator app, or a backup code.');
}

function typedCode(name: string, hasForm: (code: string) => boolean, message: string): PropertyDecorator {
  return ValidateBy({
    name,
    validator: { validate: (value) => typeof value === 'string' && hasForm(value), defaultMessage: () => message },
  });
}

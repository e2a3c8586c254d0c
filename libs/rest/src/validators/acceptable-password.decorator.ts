import { passwordViolations } from '@castellan/accounts';
import type { PasswordOwner } from '@castellan/accounts';
import { ValidateBy } from 'class-validator';

/** Parts the reasons in the one message that a rule may give; `validation.ts` takes them apart again. */
export const REASONS_APART = '\n';

/**
 * A new password must meet the policy, every reason told together with what is wrong with other fields. The service that stores it
 * checks again, with what only it knows.
 */
export function AcceptablePassword(ownerOf: (body: object) => Partial<PasswordOwner> = () => ({})): PropertyDecorator {
  const reasons = (value: unknown, body: object | undefined): readonly string[] =>
    typeof value === 'string' ? passwordViolations(value, ownerOf(body ?? {})) : [];
  return ValidateBy({
    name: 'acceptablePassword',
    validator: {
      validate: (value, args) => reasons(value, args?.object).length === 0,
      defaultMessage: (args) => reasons(args?.value, args?.object).join(REASONS_APART),
    },
  });
}

import { ValidateBy } from 'class-validator';
import type { ValidationOptions } from 'class-validator';

/** The value must equal that of another property. */
export function Same(property: string, options: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'same',
      validator: { validate: (value, args) => value === (args?.object as Record<string, unknown> | undefined)?.[property] },
    },
    options,
  );
}

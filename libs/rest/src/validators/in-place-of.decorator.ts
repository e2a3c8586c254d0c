import { ValidateBy, ValidateIf } from 'class-validator';

type Body = Readonly<Record<string, unknown>>;

const isGiven = (body: object | undefined, property: string): boolean => ((body as Body | undefined)?.[property] ?? null) !== null;

/** Asked for, unless the other property stands in its place. */
export const UnlessGiven = (property: string): PropertyDecorator => ValidateIf((body: object) => !isGiven(body, property));

/** Stands in the place of another property: with both, which of them counts would be a guess. */
export function InPlaceOf(property: string): PropertyDecorator {
  return ValidateBy({
    name: 'inPlaceOf',
    validator: {
      validate: (_, args) => !isGiven(args?.object, property),
      defaultMessage: () => 'Give a code or a passkey, not both.',
    },
  });
}

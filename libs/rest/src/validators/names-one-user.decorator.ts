import { ValidateBy } from 'class-validator';

const MAX_LENGTH = 320;

interface Names {
  readonly email?: unknown;
  readonly username?: unknown;
  readonly identifier?: unknown;
}

/** Of `email`, `username` and `identifier` exactly one must be given: with two, which account was meant would be a guess. */
export function NamesOneUser(): PropertyDecorator {
  return ValidateBy({
    name: 'namesOneUser',
    validator: {
      validate: (_, args) => namesOne(args?.object ?? {}),
      defaultMessage: () => 'Give one of email, username or identifier, as a string.',
    },
  });
}

function namesOne({ email, username, identifier }: Names): boolean {
  const given = [email, username, identifier].filter((name) => name !== undefined && name !== null);
  const [name] = given;
  return given.length === 1 && typeof name === 'string' && name.length > 0 && name.length <= MAX_LENGTH;
}

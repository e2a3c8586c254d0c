import type { Configuration } from './configuration.js';
import { settings } from './settings.js';
import { parseAddress } from './values.js';
import { taking } from './parse.js';
import type { Variables } from './variables.js';

export const SUPERUSER_SETTINGS = settings({
  SUPERUSER_EMAIL: {
    as: parseAddress,
    example: 'admin@example.com',
    meaning: 'makes the first superuser at the start, if there is none',
  },
  SUPERUSER_PASSWORD: {
    as: taking('a password', (text) => text),
    example: '<a password of 8 characters or more>',
    meaning: 'their password; required with `SUPERUSER_EMAIL`',
  },
});

/** Reads who becomes the first superuser. The password is taken as it stands, blanks around it too, and is never told. */
export function readSuperuser(variables: Variables): Configuration['superuser'] {
  const email = variables.read(SUPERUSER_SETTINGS.SUPERUSER_EMAIL, null);
  const password = variables.untrimmed('SUPERUSER_PASSWORD') ?? null;
  const isEmailSet = variables.text('SUPERUSER_EMAIL') !== undefined;
  if (isEmailSet) variables.demand(SUPERUSER_SETTINGS.SUPERUSER_PASSWORD, 'is required with SUPERUSER_EMAIL');
  if (password !== null) variables.demand(SUPERUSER_SETTINGS.SUPERUSER_EMAIL, 'is required with SUPERUSER_PASSWORD');
  return email === null || password === null ? null : { email, password };
}

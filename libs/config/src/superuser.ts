import type { Configuration } from './configuration.js';
import { parseAddress } from './values.js';
import type { Variables } from './variables.js';

const EMAIL_EXAMPLE = 'admin@example.com';
const PASSWORD_EXAMPLE = '<a password of 8 characters or more>';

/** Reads who becomes the first superuser. The password is taken as it stands, blanks around it too, and is never told. */
export function readSuperuser(variables: Variables): Configuration['superuser'] {
  const email = variables.read('SUPERUSER_EMAIL', null, parseAddress, EMAIL_EXAMPLE);
  const password = variables.untrimmed('SUPERUSER_PASSWORD') ?? null;
  const isEmailSet = variables.text('SUPERUSER_EMAIL') !== undefined;
  if (isEmailSet && password === null) variables.refuse('SUPERUSER_PASSWORD', 'is required with SUPERUSER_EMAIL', PASSWORD_EXAMPLE);
  if (!isEmailSet && password !== null) variables.refuse('SUPERUSER_EMAIL', 'is required with SUPERUSER_PASSWORD', EMAIL_EXAMPLE);
  return email === null || password === null ? null : { email, password };
}

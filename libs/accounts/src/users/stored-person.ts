import { normalizeEmail } from './email-address.js';
import type { NewUser } from './user.types.js';
import { readUsername, usernameKey } from './username.js';

/** What of a new user is stored, in the order of email, username, username_key, first_name, last_name, password_hash. */
export function personOf(user: NewUser): readonly (string | null)[] {
  const [username, key] = user.username === null ? [null, null] : [readUsername(user.username), usernameKey(user.username)];
  return [normalizeEmail(user.email), username, key, user.firstName, user.lastName, user.passwordHash];
}

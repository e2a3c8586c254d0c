import { normalizeEmail } from './email-address.js';
import { usernameKey } from './username.js';

/** By which somebody is looked for who signs in. */
export type SignInName = { readonly email: string } | { readonly username: string };

/** The column that a name is compared with, and the name as that has it. */
export function columnOfName(name: SignInName): readonly [column: 'email' | 'username_key', value: string] {
  return 'email' in name ? ['email', normalizeEmail(name.email)] : ['username_key', usernameKey(name.username)];
}

import type { User } from '@castellan/client';

/** Whose password a form is about: for password managers, which look for it (https://web.dev/articles/sign-in-form-best-practices). */
export function UsernameField({ user }: { readonly user: User }) {
  return <input type="text" name="username" autocomplete="username" value={user.email} hidden readOnly />;
}

import type { User } from '@castellan/client';
import { PasswordField } from '../../../components/password-field.js';
import { UsernameField } from '../../../components/username-field.js';
import { t } from '../../../app/words.js';

/** Who has none is asked for a recent proof instead. */
export function OwnPassword({ user }: { readonly user: User }) {
  if (!user.has_password) return null;
  return (
    <>
      <UsernameField user={user} />
      <PasswordField name="password" label={t('pages.security.twoFactor.password')} autocomplete="current-password" />
    </>
  );
}

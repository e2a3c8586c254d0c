import { orThrow } from '@castellan/client';
import type { CarriedLink } from '../../app/carried-link.js';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import type { Typed } from '../../components/form.js';
import { PasswordField } from '../../components/password-field.js';
import { LinkPage } from './link-page.js';
import { SignInNext } from './next-step.js';

const reset = (link: CarriedLink, { new_password = '', ...typed }: Typed) =>
  orThrow(api.POST('/api/auth/password-reset-confirm', { body: { ...link, ...typed, new_password } }));

/** `/password-reset-confirm`: a new password, which ends every session. */
export default function PasswordResetConfirm() {
  return (
    <LinkPage name="passwordResetConfirm" act={reset} next={<SignInNext />} renews="reset">
      <PasswordField
        name="new_password"
        label={t('pages.links.passwordResetConfirm.password')}
        autocomplete="new-password"
        hint={t('pages.links.passwordResetConfirm.passwordHint')}
        isFocused
      />
      <PasswordField name="confirm_password" label={t('pages.links.passwordResetConfirm.confirm')} autocomplete="new-password" />
    </LinkPage>
  );
}

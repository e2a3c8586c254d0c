import { orThrow, ProblemError } from '@castellan/client';
import { useState } from 'preact/hooks';
import { href } from '../../app/boot.js';
import { finished, type CarriedLink } from '../../app/carried-link.js';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import type { Typed } from '../../components/form.js';
import { PasswordField } from '../../components/password-field.js';
import { LinkPage } from './link-page.js';
import { SignInNext } from './next-step.js';

/** `/verify-account`: proves an address; where it was signed up with more than once, the password says which sign-up is meant. */
export default function VerifyAccount() {
  const [asksPassword, askPassword] = useState(false);
  const [hasWayIn, setHasWayIn] = useState(() => finished() !== 'withoutPassword');
  const verify = async (link: CarriedLink, typed: Typed): Promise<string> => {
    try {
      const { has_way_in } = await orThrow(api.POST('/api/auth/verify-account', { body: { ...link, ...typed } }));
      setHasWayIn(has_way_in);
      return has_way_in ? 'done' : 'withoutPassword';
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'password_required') askPassword(true);
      throw error;
    }
  };
  return (
    <LinkPage
      name="verifyAccount"
      act={verify}
      done={hasWayIn ? null : t('pages.links.verifyAccount.withoutPassword')}
      next={hasWayIn && <SignInNext />}
      renews="verification"
    >
      {asksPassword && (
        <PasswordField
          name="password"
          label={t('pages.links.verifyAccount.password')}
          autocomplete="current-password"
          hint={<a href={href('/password-reset')}>{t('pages.links.verifyAccount.noneFits')}</a>}
        />
      )}
    </LinkPage>
  );
}

import type { User } from '@castellan/client';
import { href } from '../../app/boot.js';
import { t } from '../../app/words.js';
import { CardPage } from '../../components/card-page.js';
import { SignOutForm } from '../../components/sign-out-form.js';
import { Missing } from './missing.js';
import { Way, Ways } from './ways.js';

export function SignedInHome({ user }: { readonly user: User }) {
  const name = user.first_name || (user.username ?? user.email);
  return (
    <CardPage heading={t('pages.home.hello', { name })} title={t('pages.home.title')} lead={<Who user={user} />}>
      <Missing user={user} />
      <ul class="ways">
        <Way to={href('/profile')} name={t('pages.common.profile')} what={t('pages.home.profile')} />
        <Way to={href('/security')} name={t('pages.common.security')} what={t('pages.home.security')} />
      </ul>
      <SignOutForm look="plain" />
      <Ways />
    </CardPage>
  );
}

/** Once each: a name that is the address already is not said again. */
function Who({ user: { username, email } }: { readonly user: User }) {
  return (
    <>
      {username && <>{username} · </>}
      {email}
    </>
  );
}

import { orThrow } from '@castellan/client';
import { boot, href } from '../../app/boot.js';
import type { CarriedLink } from '../../app/carried-link.js';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import { LinkPage } from './link-page.js';
import { SignInLink } from './next-step.js';

const confirm = (link: CarriedLink) => orThrow(api.POST('/api/auth/confirm-sign-in', { body: link }));

/** `/confirm-sign-in`: lets a sign-in that waits go on where it was begun, and signs nobody in here. */
export default function ConfirmSignIn() {
  return (
    <LinkPage
      name="confirmSignIn"
      act={confirm}
      otherwise={<a href={href('/password-reset')}>{t('pages.links.forgot')}</a>}
      next={<p class="hint">{t('pages.links.closePage')}</p>}
      advice={boot.signIn && <SignInLink />}
    />
  );
}

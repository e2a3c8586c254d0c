import { href } from '../app/boot.js';
import { useSession } from '../app/session.js';
import { t } from '../app/words.js';
import { CardPage } from '../components/card-page.js';
import { SignOutForm } from '../components/sign-out-form.js';

/** `/logout`: asks, since opening a page changes nothing; the button does. */
export default function Logout() {
  const { state } = useSession();
  const isOut = state === 'out';
  return (
    <CardPage heading={t('pages.logout.title')} lead={isOut ? t('pages.logout.isOut') : t('pages.logout.lead')}>
      {isOut ? (
        <p class="stack">
          <a class="button primary" href={href('/login')}>
            {t('pages.common.signIn')}
          </a>
        </p>
      ) : (
        <SignOutForm look="primary" />
      )}
      <p class="links">
        <a href={href('/')}>{t('pages.logout.back')}</a>
      </p>
    </CardPage>
  );
}

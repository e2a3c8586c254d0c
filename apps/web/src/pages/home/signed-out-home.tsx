import { boot, href } from '../../app/boot.js';
import { t } from '../../app/words.js';
import { CardPage } from '../../components/card-page.js';
import { Ways } from './ways.js';

export function SignedOutHome() {
  return (
    <CardPage isFront heading={boot.brand.name} lead={t('pages.home.lead')}>
      <div class="stack">
        <a class="button primary" href={href('/login')}>
          {t('pages.common.signIn')}
        </a>
        <a class="button" href={href('/register')}>
          {t('pages.common.createAccount')}
        </a>
      </div>
      <Ways />
    </CardPage>
  );
}

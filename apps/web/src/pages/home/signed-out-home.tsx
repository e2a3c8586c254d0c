import { boot, href } from '../../app/boot.js';
import { kept } from '../../app/keep.js';
import { endWords } from '../../app/taken-words.js';
import { t } from '../../app/words.js';
import { CardPage } from '../../components/card-page.js';
import { Notice } from '../../components/notice.js';
import { Ways } from './ways.js';

/** The way in; and why one is out, where that was not by one's own doing. */
export function SignedOutHome() {
  const reason = kept('reason');
  return (
    <CardPage isFront heading={boot.brand.name} lead={t('pages.home.lead')}>
      {reason !== null && (
        <Notice kind="info">
          <p>{endWords(reason)}</p>
        </Notice>
      )}
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

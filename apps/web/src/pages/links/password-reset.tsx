import { useState } from 'preact/hooks';
import { boot } from '../../app/boot.js';
import { onTheWay } from '../../app/places.js';
import { t } from '../../app/words.js';
import { CardPage } from '../../components/card-page.js';
import { RenewalForm, SentPage } from './renewal.js';

/** `/password-reset`: a link to choose a new password. */
export default function PasswordReset() {
  const [email, setEmail] = useState<string | null>(null);
  if (email !== null)
    return (
      <SentPage of="reset" email={email}>
        <Back />
      </SentPage>
    );
  return (
    <CardPage heading={t('pages.links.passwordReset.title')} lead={t('pages.links.passwordReset.lead')}>
      <RenewalForm of="reset" button={t('pages.links.passwordReset.button')} isFocused onSent={setEmail} />
      <Back />
    </CardPage>
  );
}

function Back() {
  return (
    boot.signIn && (
      <p class="links">
        <a href={onTheWay('/login')}>{t('pages.links.passwordReset.back')}</a>
      </p>
    )
  );
}

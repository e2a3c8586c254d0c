import { onTheWay } from '../../app/places.js';
import { t } from '../../app/words.js';
import { ArrivalNotice } from '../../components/arrival-notice.js';
import { Button } from '../../components/button.js';

/** Why a provider brought nobody in, and the way on. @param onResend asks for the mail again by which an address is confirmed */
export function SignInArrival({ code, onResend }: { readonly code: string; readonly onResend: () => void }) {
  return (
    <ArrivalNotice code={code}>
      {code === 'email_unverified' && (
        <Button look="link" onClick={onResend}>
          {t('pages.login.resend')}
        </Button>
      )}
      {code === 'password_reset_required' && <a href={onTheWay('/password-reset')}>{t('pages.login.reset')}</a>}
      {code === 'email_missing' && <a href={onTheWay('/register')}>{t('pages.common.createAccount')}</a>}
    </ArrivalNotice>
  );
}

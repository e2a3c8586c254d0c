import type { ComponentChildren } from 'preact';
import { onTheWay } from '../../app/places.js';
import { departed, type Provider } from '../../app/providers.js';
import { t, wordsOf } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';

/** What is no failure: somebody thought better of it, or has one more thing to do. */
const QUIET: readonly string[] = ['provider_denied', 'account_exists', 'email_unverified'];

interface Props {
  /** `error` of the address: whatever somebody wrote there. */
  readonly code: string;
  /** The provider that they come from, where this tab knows. */
  readonly provider?: Provider | null;
  /** What there is to do about it. */
  readonly children?: ComponentChildren;
}

/** Why somebody came back from a provider for nothing, in our own words: none of the provider's, and none of the address, is shown. */
export function ArrivalNotice({ code, provider = departed()?.provider ?? null, children }: Props) {
  return (
    <Notice kind={QUIET.includes(code) ? 'info' : 'bad'}>
      {provider && (
        <p>
          <strong>{provider.name}</strong>
        </p>
      )}
      <p>{wordsOf(`pages.provider.errors.${code}`) ?? t('pages.provider.errors.provider_failed')}</p>
      {children}
    </Notice>
  );
}

/** The same where one signs in, with the way on. @param onResend asks for the mail again by which an address is confirmed */
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

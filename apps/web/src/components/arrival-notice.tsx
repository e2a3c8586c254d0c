import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { departed } from '../app/providers.js';
import { t, wordsOf } from '../app/words.js';
import { Notice } from './notice.js';

/** What is no failure: somebody thought better of it, or has one more thing to do. */
const QUIET: readonly string[] = ['provider_denied', 'account_exists', 'email_unverified'];

interface Props {
  /** `error` of the address: whatever somebody wrote there. */
  readonly code: string;
  /** What there is to do about it. */
  readonly children?: ComponentChildren;
}

/** Why somebody came back from a provider for nothing, in our own words: none of the provider's, and none of the address, is shown. */
export function ArrivalNotice({ code, children }: Props) {
  const [provider] = useState(() => departed()?.provider); // where this tab knows
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

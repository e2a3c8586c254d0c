import type { User } from '@castellan/client';
import { Opening } from '../../../components/opening.js';
import { t } from '../../../app/words.js';
import type { TwoFactorActs } from './acts.js';
import { SetUp } from './set-up.js';

/** Nothing is on: it can be set up. */
export function TwoFactorOff({ user, acts }: { readonly user: User; readonly acts: TwoFactorActs }) {
  return (
    <>
      <p class="lead">{t('pages.security.twoFactor.lead')}</p>
      <Opening look="primary" name={t('pages.security.twoFactor.setUp')} onOpen={acts.onBegin}>
        {(close) => (
          <SetUp user={user} onCancel={close} onEnabled={(codes) => acts.onCodes(codes, t('pages.security.twoFactor.enabled'))} />
        )}
      </Opening>
    </>
  );
}

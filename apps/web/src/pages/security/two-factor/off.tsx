import type { User } from '@castellan/client';
import { Opening } from '../../../components/opening.js';
import { mayAskPasskey, useOwnFactors } from '../../../app/own-factors.js';
import { t } from '../../../app/words.js';
import { useChanges } from '../changes.js';
import type { TwoFactorActs } from './acts.js';
import { TurnOnByPasskey } from './by-passkey.js';
import { SetUp } from './set-up.js';

/** Nothing is on: an authenticator can be set up, and who has a passkey needs none. */
export function TwoFactorOff({ user, acts }: { readonly user: User; readonly acts: TwoFactorActs }) {
  const { version } = useChanges();
  const { data: factors } = useOwnFactors(version);
  return (
    <>
      <p class="lead">{t('pages.security.twoFactor.lead')}</p>
      <div class="actions">
        <Opening look="primary" name={t('pages.security.twoFactor.setUp')} onOpen={acts.onBegin}>
          {(close) => (
            <SetUp user={user} onCancel={close} onEnabled={(codes) => acts.onCodes(codes, t('pages.security.twoFactor.enabled'))} />
          )}
        </Opening>
        {factors && mayAskPasskey(factors) && <TurnOnByPasskey user={user} acts={acts} />}
      </div>
    </>
  );
}

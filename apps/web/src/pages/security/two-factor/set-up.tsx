import { orThrow, type User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../components/button.js';
import { Failed } from '../../../components/failed.js';
import { Notice } from '../../../components/notice.js';
import { useAct, type Act } from '../../../app/act.js';
import { api } from '../../../app/client.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import { Binding, type BeginnedSetup } from './binding.js';
import { MailProof, wantsMail } from './mail-proof.js';

interface Props {
  readonly user: User;
  readonly onCancel: () => void;
  readonly onEnabled: (codes: readonly string[]) => void;
}

/** An authenticator app is bound: staff proves first that they read their mail; then the picture is scanned and its code typed in. */
export function SetUp({ user, onCancel, onEnabled }: Props) {
  const { setup, needsMail, isExpired, act, begin, start } = useSetUp(user, onCancel);
  if (isExpired) {
    return (
      <>
        <Notice kind="bad">
          <p>{t('pages.security.twoFactor.expired')}</p>
        </Notice>
        <Button onClick={start}>{t('pages.security.twoFactor.setUp')}</Button>
      </>
    );
  }
  if (setup) return <Binding setup={setup} onCancel={onCancel} onEnabled={onEnabled} />;
  if (needsMail) {
    const { email } = user;
    return <MailProof email={email} lead={t('pages.security.twoFactor.staffLead', { email })} onCode={begin} onCancel={onCancel} />;
  }
  return act.failure ? <Failed of={act} /> : <div class="skeleton" aria-busy="true" />;
}

interface SetUpState {
  readonly setup: BeginnedSetup | null;
  readonly needsMail: boolean;
  readonly isExpired: boolean;
  readonly act: Act;
  readonly begin: (mailedCode: string | null) => Promise<void>;
  readonly start: () => void;
}

function useSetUp(user: User, onCancel: () => void): SetUpState {
  const [needsMail, askForMail] = useState(user.is_staff);
  const [setup, setSetup] = useState<BeginnedSetup | null>(null);
  const [isExpired, expire] = useState(false);
  const act = useAct();
  const begin = async (mailedCode: string | null): Promise<void> => {
    const body = mailedCode === null ? {} : { otp_code: mailedCode };
    const begun = await withProof(() => orThrow(api.POST('/api/auth/2fa/setup', { body })));
    if (begun) setSetup(begun.answer);
    else onCancel();
  };
  const beginUnasked = (): Promise<void> =>
    begin(null).catch((error: unknown) => {
      if (!wantsMail(error)) throw error;
      askForMail(true);
    });
  const start = (): void => {
    setSetup(null);
    expire(false);
    if (!needsMail) act.run(beginUnasked);
  };
  useEffect(start, []);
  useEffect(() => {
    if (!setup) return;
    const timer = setTimeout(() => expire(true), setup.expires_in * 1000);
    return () => clearTimeout(timer);
  }, [setup]);
  return { setup, needsMail, isExpired, act, begin, start };
}

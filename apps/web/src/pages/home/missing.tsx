import { orThrow, type User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { href } from '../../app/boot.js';
import { api } from '../../app/client.js';
import { ownProfile } from '../../app/own-profile.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { Form } from '../../components/form.js';
import { Notice } from '../../components/notice.js';

/** As few as an owner is mailed about (docs/reference/contract.md#second-factors). */
const FEW = 3;

/** What the account should have and has not. */
export function Missing({ user }: { readonly user: User }) {
  const left = useBackupCodes(user);
  return (
    <>
      {!user.is_verified && <Unverified email={user.email} />}
      {!user.two_factor_enabled && <NoSecondFactor isDemanded={left === 'demanded'} />}
      {typeof left === 'number' && left <= FEW && (
        <Notice kind="info">
          <p>{t('pages.home.fewCodes', { count: left })}</p>
          <a href={href('/security')}>{t('pages.home.newCodes')}</a>
        </Notice>
      )}
    </>
  );
}

/** How many are left; `demanded`: there is to be a second factor before anything is told. */
function useBackupCodes({ two_factor_enabled: isOn }: User): number | 'demanded' | null {
  const [left, setLeft] = useState<number | 'demanded' | null>(null);
  useEffect(() => {
    void countCodes(isOn).then(setLeft, () => undefined); // that it is not known keeps nobody from the page
  }, [isOn]);
  return left;
}

/** Who must still set up a second factor reaches nothing else, so the profile tells. */
async function countCodes(isOn: boolean): Promise<number | 'demanded' | null> {
  if (isOn) return (await api.GET('/api/auth/2fa/backup-codes')).data?.remaining ?? null;
  const { error } = await ownProfile();
  return error?.code === 'two_factor_setup_required' ? 'demanded' : null;
}

function NoSecondFactor({ isDemanded }: { readonly isDemanded: boolean }) {
  return (
    <Notice kind="info">
      <p>{isDemanded ? t('pages.home.mustSetUp') : t('pages.home.noSecondFactor')}</p>
      <a href={href('/security')}>{t('pages.home.setUpSecondFactor')}</a>
    </Notice>
  );
}

function Unverified({ email }: { readonly email: string }) {
  const [isSent, setSent] = useState(false);
  const send = async (): Promise<void> => {
    await orThrow(api.POST('/api/auth/resend-verification', { body: { email } }));
    setSent(true);
  };
  return (
    <Notice kind="info">
      <p>{isSent ? t('pages.home.confirmSent', { email }) : t('pages.home.unverified')}</p>
      {!isSent && (
        <Form name="confirm" onSubmit={send}>
          <Button look="link">{t('pages.home.confirm')}</Button>
        </Form>
      )}
    </Notice>
  );
}

import { orThrow, type User } from '@castellan/client';
import { Actions } from '../../../components/actions.js';
import { Button } from '../../../components/button.js';
import { Form, type Typed } from '../../../components/form.js';
import { Loading } from '../../../components/loading.js';
import { Opening } from '../../../components/opening.js';
import { api } from '../../../app/client.js';
import { mayAskPasskey, useOwnFactors } from '../../../app/own-factors.js';
import { useLoaded } from '../../../app/loaded.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import { useChanges } from '../changes.js';
import type { TwoFactorActs } from './acts.js';
import { OwnPassword } from './own-password.js';
import { SetUp } from './set-up.js';
import { TurnOffForm } from './turn-off.js';

/** At so many left or fewer, each use is mailed as well (docs/reference/contract.md#second-factors). */
const FEW = 3;

interface Props {
  readonly user: User;
  readonly acts: TwoFactorActs;
}

/** It is on: what is left of the backup codes, new ones, an authenticator beside a passkey, and off again. */
export function TwoFactorOn({ user, acts }: Props) {
  const { version } = useChanges();
  const left = useLoaded(() => orThrow(api.GET('/api/auth/2fa/backup-codes')), version);
  const { data: factors } = useOwnFactors(version);
  const methods = factors?.methods ?? [];
  return (
    <>
      <p class="lead">{t(leadOf(methods))}</p>
      <Loading of={left} failed={t('pages.security.failed')}>
        {({ remaining, total }) => (
          <p>
            {t('pages.security.twoFactor.left', { count: remaining, total })}
            {remaining <= FEW && ` ${t('pages.security.twoFactor.fewLeft')}`}
          </p>
        )}
      </Loading>
      <div class="actions">
        {factors && !methods.includes('totp') && <AddApp user={user} acts={acts} />}
        <Opening name={t('pages.security.twoFactor.newCodes')} onOpen={acts.onBegin}>
          {(close) => <NewCodesForm user={user} acts={acts} onCancel={close} />}
        </Opening>
        <Opening name={t('pages.security.twoFactor.turnOff')} onOpen={acts.onBegin}>
          {(close) => <TurnOffForm user={user} acts={acts} mayAskPasskey={factors !== null && mayAskPasskey(factors)} onCancel={close} />}
        </Opening>
      </div>
    </>
  );
}

/** By what a sign-in is finished. */
function leadOf(methods: readonly string[]) {
  if (!methods.includes('passkey')) return 'pages.security.twoFactor.leadOn';
  return methods.includes('totp') ? 'pages.security.twoFactor.leadOnBoth' : 'pages.security.twoFactor.leadOnPasskey';
}

/** No codes come with it: those there are stay good. */
function AddApp({ user, acts }: Props) {
  return (
    <Opening name={t('pages.security.twoFactor.addApp')} onOpen={acts.onBegin}>
      {(close) => <SetUp user={user} onCancel={close} onEnabled={() => acts.onAppAdded()} />}
    </Opening>
  );
}

interface FormProps extends Props {
  readonly onCancel: () => void;
}

function NewCodesForm({ user, acts, onCancel }: FormProps) {
  const send = async ({ password }: Typed): Promise<void> => {
    const body = password === undefined ? {} : { password };
    const made = await withProof(() => orThrow(api.POST('/api/auth/2fa/backup-codes', { body })));
    if (made) acts.onCodes(made.answer.backup_codes, t('pages.security.twoFactor.newCodesMade'));
  };
  return (
    <Form name="new-codes" onSubmit={send}>
      <p>{t('pages.security.twoFactor.newCodesLead')}</p>
      <OwnPassword user={user} />
      <Actions onCancel={onCancel}>
        <Button>{t('pages.security.twoFactor.newCodesGo')}</Button>
      </Actions>
    </Form>
  );
}

import { orThrow, type User } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Actions } from '../../../components/actions.js';
import { Button } from '../../../components/button.js';
import { CodeField } from '../../../components/code-field.js';
import { Form, type Typed } from '../../../components/form.js';
import { Notice } from '../../../components/notice.js';
import type { Assertion } from '../../../passkeys/ceremonies.js';
import { api } from '../../../app/client.js';
import { withOwnPasskey } from '../../../app/passkeys.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import type { TwoFactorActs } from './acts.js';
import { OwnPassword } from './own-password.js';

interface Props {
  readonly user: User;
  readonly acts: TwoFactorActs;
  readonly mayAskPasskey: boolean;
  readonly onCancel: () => void;
}

type Proof = { readonly code: string } | { readonly credential: Assertion };

/** Off again, by the password and the second factor: a passkey where there is one, else a code. */
export function TurnOffForm({ user, acts, mayAskPasskey, onCancel }: Props) {
  const [isByPasskey, choose] = useState(mayAskPasskey);
  const send = async ({ password, code = '' }: Typed): Promise<void> => {
    const own = password === undefined ? {} : { password };
    const turnOff = (proof: Proof) => orThrow(api.POST('/api/auth/2fa/disable', { body: { ...own, ...proof } }));
    const call = () => (isByPasskey ? withOwnPasskey((credential) => turnOff({ credential })) : turnOff({ code }));
    if (await withProof(call)) acts.onTurnedOff();
  };
  return (
    <Form name="turn-off" onSubmit={send}>
      <Notice kind="info">
        <p>{t('pages.security.twoFactor.turnOffLead')}</p>
        {isByPasskey && <p>{t('pages.security.twoFactor.turnOffByPasskey')}</p>}
        {user.is_staff && <p>{t('pages.security.twoFactor.turnOffStaff')}</p>}
      </Notice>
      <OwnPassword user={user} />
      {!isByPasskey && (
        <CodeField label={t('pages.security.twoFactor.anyCode')} hint={t('pages.security.twoFactor.anyCodeHint')} inputMode="text" />
      )}
      <Actions onCancel={onCancel}>
        <Button look="drastic">{t('pages.security.twoFactor.turnOff')}</Button>
      </Actions>
      {mayAskPasskey && (
        <Button look="link" onClick={() => choose(!isByPasskey)}>
          {t(isByPasskey ? 'pages.secondFactor.codeInstead' : 'pages.passkey.instead')}
        </Button>
      )}
    </Form>
  );
}

import { orThrow, type User } from '@castellan/client';
import { Actions } from '../../../components/actions.js';
import { Button } from '../../../components/button.js';
import { CodeField } from '../../../components/code-field.js';
import { Form, type Typed } from '../../../components/form.js';
import { Loading } from '../../../components/loading.js';
import { Notice } from '../../../components/notice.js';
import { Opening } from '../../../components/opening.js';
import { PasswordField } from '../../../components/password-field.js';
import { UsernameField } from '../../../components/username-field.js';
import { api } from '../../../app/client.js';
import { useLoaded } from '../../../app/loaded.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import { useChanges } from '../changes.js';
import type { TwoFactorActs } from './acts.js';

/** At so many left or fewer, each use is mailed as well (docs/reference/contract.md#second-factors). */
const FEW = 3;

interface Props {
  readonly user: User;
  readonly acts: TwoFactorActs;
}

/** It is on: what is left of the backup codes, new ones, and off again. */
export function TwoFactorOn({ user, acts }: Props) {
  const { version } = useChanges();
  const left = useLoaded(() => orThrow(api.GET('/api/auth/2fa/backup-codes')), version);
  return (
    <>
      <p class="lead">{t('pages.security.twoFactor.leadOn')}</p>
      <Loading of={left} failed={t('pages.security.failed')}>
        {({ remaining, total }) => (
          <p>
            {t('pages.security.twoFactor.left', { count: remaining, total })}
            {remaining <= FEW && ` ${t('pages.security.twoFactor.fewLeft')}`}
          </p>
        )}
      </Loading>
      <div class="actions">
        <Opening name={t('pages.security.twoFactor.newCodes')} onOpen={acts.onBegin}>
          {(close) => <NewCodesForm user={user} acts={acts} onCancel={close} />}
        </Opening>
        <Opening name={t('pages.security.twoFactor.turnOff')} onOpen={acts.onBegin}>
          {(close) => <TurnOffForm user={user} acts={acts} onCancel={close} />}
        </Opening>
      </div>
    </>
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

function TurnOffForm({ user, acts, onCancel }: FormProps) {
  const send = async ({ password, code = '' }: Typed): Promise<void> => {
    const body = { code, ...(password !== undefined && { password }) };
    if (await withProof(() => orThrow(api.POST('/api/auth/2fa/disable', { body })))) acts.onTurnedOff();
  };
  return (
    <Form name="turn-off" onSubmit={send}>
      <Notice kind="info">
        <p>{t('pages.security.twoFactor.turnOffLead')}</p>
        {user.is_staff && <p>{t('pages.security.twoFactor.turnOffStaff')}</p>}
      </Notice>
      <OwnPassword user={user} />
      <CodeField label={t('pages.security.twoFactor.anyCode')} hint={t('pages.security.twoFactor.anyCodeHint')} inputMode="text" />
      <Actions onCancel={onCancel}>
        <Button look="drastic">{t('pages.security.twoFactor.turnOff')}</Button>
      </Actions>
    </Form>
  );
}

/** Who has none is asked for a recent proof instead. */
function OwnPassword({ user }: { readonly user: User }) {
  if (!user.has_password) return null;
  return (
    <>
      <UsernameField user={user} />
      <PasswordField name="password" label={t('pages.security.twoFactor.password')} autocomplete="current-password" />
    </>
  );
}

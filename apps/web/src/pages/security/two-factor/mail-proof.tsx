import { orThrow, ProblemError } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Actions } from '../../../components/actions.js';
import { Button } from '../../../components/button.js';
import { CodeField } from '../../../components/code-field.js';
import { Focused } from '../../../components/focused.js';
import { Form } from '../../../components/form.js';
import { Told } from '../../../components/told.js';
import { api } from '../../../app/client.js';
import { t } from '../../../app/words.js';

interface Props {
  readonly email: string;
  /** Why it is asked for. */
  readonly lead: string;
  readonly onCode: (code: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** What staff shows besides a password: that they read the mail of the account. */
export function MailProof({ email, lead, onCode, onCancel }: Props) {
  const [isSent, setSent] = useState(false);
  const send = async (): Promise<void> => {
    await orThrow(api.POST('/api/auth/otp/request', { body: { identifier: email } }));
    setSent(true);
  };
  if (!isSent) {
    return (
      <Focused key="send">
        <Form name="mail" onSubmit={send}>
          <p>{lead}</p>
          <Actions onCancel={onCancel}>
            <Button>{t('pages.security.twoFactor.staffSend')}</Button>
          </Actions>
        </Form>
      </Focused>
    );
  }
  return (
    <Focused key="code">
      <Form name="mail-code" onSubmit={({ otp_code = '' }) => onCode(otp_code)}>
        <Told text={t('pages.security.twoFactor.staffSent', { email })} />
        <CodeField name="otp_code" label={t('pages.security.twoFactor.staffCode')} />
        <Actions onCancel={onCancel}>
          <Button>{t('pages.security.twoFactor.staffGo')}</Button>
        </Actions>
      </Form>
    </Focused>
  );
}

/** Superusers that are no staff are asked as well (docs/reference/contract.md#second-factors). */
export const wantsMail = (error: unknown): boolean => error instanceof ProblemError && error.problem.errors?.['otp_code'] !== undefined;

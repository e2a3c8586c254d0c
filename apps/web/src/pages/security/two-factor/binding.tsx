import { orThrow } from '@castellan/client';
import { Actions } from '../../../components/actions.js';
import { Button } from '../../../components/button.js';
import { CodeField } from '../../../components/code-field.js';
import { Focused } from '../../../components/focused.js';
import { Form, type Typed } from '../../../components/form.js';
import { api } from '../../../app/client.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import { Secret } from './secret.js';

/** What `2fa/setup/` answers. */
export interface BeginnedSetup {
  readonly secret: string;
  readonly otpauth_uri: string;
  readonly qr_code: string;
  readonly expires_in: number;
}

interface Props {
  readonly setup: BeginnedSetup;
  readonly onCancel: () => void;
  readonly onEnabled: (codes: readonly string[]) => void;
}

/** The secret goes into the app; the app's first code turns the second factor on. */
export function Binding({ setup, onCancel, onEnabled }: Props) {
  const send = async ({ code = '' }: Typed): Promise<void> => {
    const enabled = await withProof(() => orThrow(api.POST('/api/auth/2fa/enable', { body: { code } })));
    if (enabled) onEnabled(enabled.answer.backup_codes);
  };
  return (
    <Focused>
      <h3>{t('pages.security.twoFactor.stepApp')}</h3>
      <p>{t('pages.security.twoFactor.scan')}</p>
      <img class="qr" src={setup.qr_code} alt={t('pages.security.twoFactor.qr')} width="200" height="200" />
      <Secret secret={setup.secret} />
      <p>
        <a href={setup.otpauth_uri}>{t('pages.security.twoFactor.onThisDevice')}</a>
      </p>
      <h3>{t('pages.security.twoFactor.stepCode')}</h3>
      <Form name="enable" onSubmit={send}>
        <CodeField label={t('pages.security.twoFactor.code')} hint={t('pages.security.twoFactor.codeHint')} />
        <Actions onCancel={onCancel}>
          <Button>{t('pages.security.twoFactor.enable')}</Button>
        </Actions>
      </Form>
    </Focused>
  );
}

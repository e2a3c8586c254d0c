import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { api } from '../../app/client.js';
import { noteErrand } from '../../app/errand.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { CardPage } from '../../components/card-page.js';
import { Field } from '../../components/field.js';
import { Form, type Typed } from '../../components/form.js';
import { Notice } from '../../components/notice.js';

interface Props {
  /** What was typed: perhaps no address. */
  readonly identifier: string;
  readonly onBack: () => void;
}

/** For whoever has the right password and an address that waits to be confirmed. */
export function ResendLink({ identifier, onBack }: Props) {
  const [isSent, setSent] = useState(false);
  const isAddress = identifier.includes('@');
  const send = async ({ email = identifier }: Typed): Promise<void> => {
    await orThrow(api.POST('/api/auth/resend-verification', { body: { email: email.trim() } }));
    noteErrand(email.trim());
    setSent(true);
  };
  return (
    <CardPage heading={t('pages.register.sentTitle')} lead={t('pages.login.unverified')}>
      {isSent ? (
        <Notice kind="good">
          <p>{t('pages.login.resent')}</p>
        </Notice>
      ) : (
        <Form name="resend" onSubmit={send}>
          {!isAddress && <Field name="email" type="email" label={t('pages.login.resendTo')} autocomplete="email" />}
          <Button>{t('pages.login.resend')}</Button>
        </Form>
      )}
      <p class="links">
        <Button look="link" onClick={onBack}>
          {t('pages.links.passwordReset.back')}
        </Button>
      </p>
    </CardPage>
  );
}

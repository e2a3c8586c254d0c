import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Form, type Typed } from '../../components/form.js';
import { Notice } from '../../components/notice.js';

/** For whoever has the right password and an address that waits to be confirmed. @param identifier what was typed: perhaps no address */
export function ResendLink({ identifier }: { readonly identifier: string }) {
  const [isSent, setSent] = useState(false);
  const isAddress = identifier.includes('@');
  const send = async ({ email = identifier.trim() }: Typed): Promise<void> => {
    await orThrow(api.POST('/api/auth/resend-verification', { body: { email } }));
    setSent(true);
  };
  if (isSent)
    return (
      <Notice kind="good">
        <p>{t('pages.login.resent')}</p>
      </Notice>
    );
  return (
    <section class="notice info stack">
      <p role="status">{t('pages.login.unverified')}</p>
      <Form name="resend" onSubmit={send}>
        {!isAddress && <Field name="email" type="email" label={t('pages.login.resendTo')} autocomplete="email" />}
        <Button look="plain">{t('pages.login.resend')}</Button>
      </Form>
    </section>
  );
}

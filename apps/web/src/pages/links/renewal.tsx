import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { api } from '../../app/client.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Form } from '../../components/form.js';
import { Notice } from '../../components/notice.js';
import { SendAgain } from '../../components/send-again.js';

/** Has a link to choose a new password mailed, where there is such an account. */
export async function sendReset(email: string): Promise<void> {
  await orThrow(api.POST('/api/auth/password-reset', { body: { email } }));
}

async function sendVerification(email: string): Promise<void> {
  await orThrow(api.POST('/api/auth/resend-verification', { body: { email } }));
}

const RENEWALS = { reset: sendReset, verification: sendVerification } as const;

/** Asks for the address that another link shall go to. */
export function Renewal({ of }: { readonly of: keyof typeof RENEWALS }) {
  const [email, setEmail] = useState<string | null>(null);
  const send = RENEWALS[of];
  if (email !== null)
    return (
      <>
        <Notice kind="good">
          <p>{t(`pages.links.${of}Sent`, { email })}</p>
        </Notice>
        <p class="hint">{t('pages.links.sentHint')}</p>
        <SendAgain onSend={() => send(email)} />
      </>
    );
  return (
    <Form
      onSubmit={async (typed) => {
        const address = (typed['email'] ?? '').trim();
        await send(address);
        setEmail(address);
      }}
    >
      <Field name="email" type="email" label={t('pages.links.email')} autocomplete="email" />
      <Button>{t('pages.links.sendNew')}</Button>
    </Form>
  );
}

import { orThrow } from '@castellan/client';
import type { ComponentChildren } from 'preact';
import { api } from '../../app/client.js';
import { noteErrand } from '../../app/errand.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { CardPage } from '../../components/card-page.js';
import { Field } from '../../components/field.js';
import { Form, type Typed } from '../../components/form.js';
import { SendAgain } from '../../components/send-again.js';

async function sendReset(email: string): Promise<void> {
  await orThrow(api.POST('/api/auth/password-reset', { body: { email } }));
}

async function sendVerification(email: string): Promise<void> {
  await orThrow(api.POST('/api/auth/resend-verification', { body: { email } }));
}

const SENDERS = { reset: sendReset, verification: sendVerification } as const;

/** What can be mailed to whoever asks: a link to choose a new password, or to prove an address. */
export type Renewable = keyof typeof SENDERS;

interface FormProps {
  readonly of: Renewable;
  readonly button: string;
  readonly isFocused?: boolean;
  readonly onSent: (email: string) => void;
}

/** Asks for the address that a link shall go to. */
export function RenewalForm({ of, button, isFocused = false, onSent }: FormProps) {
  const send = async ({ email = '' }: Typed): Promise<void> => {
    await SENDERS[of](email.trim());
    noteErrand(email.trim());
    onSent(email.trim());
  };
  return (
    <Form onSubmit={send}>
      <Field name="email" type="email" label={t('pages.links.email')} autocomplete="username" isFocused={isFocused} />
      <Button>{button}</Button>
    </Form>
  );
}

interface SentProps {
  readonly of: Renewable;
  readonly email: string;
  readonly children?: ComponentChildren;
}

/** Once it is on its way, if there is such an account: that is not told. */
export function SentPage({ of, email, children }: SentProps) {
  return (
    <CardPage heading={t('pages.links.sentTitle')} lead={t(`pages.links.${of}Sent`, { email })}>
      <p class="hint">{t('pages.links.sentHint')}</p>
      <SendAgain onSend={() => SENDERS[of](email)} />
      {children}
    </CardPage>
  );
}

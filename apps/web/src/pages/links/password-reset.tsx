import { useState } from 'preact/hooks';
import { boot, href } from '../../app/boot.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { CardPage } from '../../components/card-page.js';
import { Field } from '../../components/field.js';
import { Form, type Typed } from '../../components/form.js';
import { SendAgain } from '../../components/send-again.js';
import { sendReset } from './renewal.js';

/** `/password-reset`: a link to choose a new password. */
export default function PasswordReset() {
  const [email, setEmail] = useState<string | null>(null);
  const send = async (typed: Typed): Promise<void> => {
    const address = (typed['email'] ?? '').trim();
    await sendReset(address);
    setEmail(address);
  };
  if (email !== null)
    return (
      <CardPage heading={t('pages.links.sentTitle')} lead={t('pages.links.resetSent', { email })}>
        <p class="hint">{t('pages.links.sentHint')}</p>
        <SendAgain onSend={() => sendReset(email)} />
        <Back />
      </CardPage>
    );
  return (
    <CardPage heading={t('pages.links.passwordReset.title')} lead={t('pages.links.passwordReset.lead')}>
      <Form onSubmit={send}>
        <Field name="email" type="email" label={t('pages.links.email')} autocomplete="username" isFocused />
        <Button>{t('pages.links.passwordReset.button')}</Button>
      </Form>
      <Back />
    </CardPage>
  );
}

function Back() {
  return (
    boot.signIn && (
      <p class="links">
        <a href={href('/login')}>{t('pages.links.passwordReset.back')}</a>
      </p>
    )
  );
}

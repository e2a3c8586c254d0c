import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { boot } from '../app/boot.js';
import { api } from '../app/client.js';
import { onTheWay } from '../app/places.js';
import { goOn } from '../app/sign-in.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import { CodeField } from '../components/code-field.js';
import { Field } from '../components/field.js';
import { Form, type Typed } from '../components/form.js';
import { SendAgain } from '../components/send-again.js';

/** `/login/code`: in with a code that is sent to an address or a phone. */
export default function LoginCode() {
  const [identifier, setIdentifier] = useState<string | null>(null);
  return (
    <CardPage heading={t('pages.code.title')} lead={identifier === null ? t('pages.code.lead') : t('pages.code.sent', { identifier })}>
      {identifier === null ? <AskForm onSent={setIdentifier} /> : <CodeForm identifier={identifier} />}
      <ul class="links">
        {identifier !== null && (
          <li>
            <Button look="link" onClick={() => setIdentifier(null)}>
              {boot.sms ? t('pages.code.other') : t('pages.register.other')}
            </Button>
          </li>
        )}
        <li>
          <a href={onTheWay('/login')}>{t('pages.code.withPassword')}</a>
        </li>
      </ul>
    </CardPage>
  );
}

async function sendCode(identifier: string): Promise<void> {
  await orThrow(api.POST('/api/auth/otp/request', { body: { identifier } }));
}

function AskForm({ onSent }: { readonly onSent: (identifier: string) => void }) {
  const ask = async ({ identifier = '' }: Typed): Promise<void> => {
    await sendCode(identifier);
    onSent(identifier.trim());
  };
  return (
    <Form key="ask" onSubmit={ask}>
      <Field
        name="identifier"
        label={boot.sms ? t('pages.code.identifier') : t('pages.code.identifierMail')}
        hint={boot.sms && t('pages.code.identifierHint')}
        autocomplete="username"
        autoCapitalize="none"
        spellcheck={false}
        isFocused
      />
      <Button>{t('pages.code.send')}</Button>
    </Form>
  );
}

function CodeForm({ identifier }: { readonly identifier: string }) {
  const verify = async ({ otp_code = '' }: Typed): Promise<void> => {
    await goOn(await orThrow(api.POST('/api/auth/otp/verify', { body: { identifier, otp_code, transport: 'cookie' } })));
  };
  return (
    <>
      <Form key="code" onSubmit={verify} blames={{ invalid_code: 'otp_code' }}>
        <CodeField name="otp_code" isFocused />
        <Button>{t('pages.code.submit')}</Button>
      </Form>
      <SendAgain onSend={() => sendCode(identifier)} />
    </>
  );
}

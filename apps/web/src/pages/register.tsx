import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { api } from '../app/client.js';
import { noteErrand } from '../app/errand.js';
import { keep } from '../app/keep.js';
import { onTheWay } from '../app/places.js';
import { cameFrom } from '../app/providers.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import { OtherWaysIn } from '../components/other-ways-in.js';
import { Field } from '../components/field.js';
import { Form, type Typed } from '../components/form.js';
import { PasswordField } from '../components/password-field.js';
import { SendAgain } from '../components/send-again.js';

/** `/register`: an account, and then a look into the inbox. */
export default function Register() {
  const [email, setEmail] = useState<string | null>(null);
  return email === null ? <SignUpForm onDone={setEmail} /> : <InboxPage email={email} onOther={() => setEmail(null)} />;
}

function SignUpForm({ onDone }: { readonly onDone: (email: string) => void }) {
  const signUp = async ({ email = '', username, ...typed }: Typed): Promise<void> => {
    const named = username?.trim() ? { username: username.trim() } : {};
    const body = { ...typed, ...named, email, password: typed['password'] ?? '', source_url: cameFrom() };
    await orThrow(api.POST('/api/auth/signup', { body }));
    noteErrand(email.trim());
    onDone(email.trim());
  };
  return (
    <CardPage heading={t('pages.register.title')}>
      <Form onSubmit={signUp}>
        <Field name="email" type="email" label={t('pages.register.email')} autocomplete="email" isFocused />
        <Field
          name="username"
          label={t('pages.register.username')}
          hint={t('pages.register.usernameHint')}
          autocomplete="username"
          autoCapitalize="none"
          spellcheck={false}
          isOptional
        />
        <Names />
        <PasswordField
          name="password"
          label={t('pages.register.password')}
          hint={t('pages.register.passwordHint')}
          autocomplete="new-password"
        />
        <PasswordField name="confirm_password" label={t('pages.register.confirmPassword')} autocomplete="new-password" />
        <Button>{t('pages.register.submit')}</Button>
      </Form>
      <OtherWaysIn />
      <ul class="links">
        <li>
          {t('pages.register.haveAccount')} <a href={onTheWay('/login')}>{t('pages.common.signIn')}</a>
        </li>
      </ul>
    </CardPage>
  );
}

function Names() {
  return (
    <div class="pair">
      <Field
        name="first_name"
        label={t('pages.register.firstName')}
        hint={t('pages.register.optional')}
        autocomplete="given-name"
        isOptional
      />
      <Field
        name="last_name"
        label={t('pages.register.lastName')}
        hint={t('pages.register.optional')}
        autocomplete="family-name"
        isOptional
      />
    </div>
  );
}

function InboxPage({ email, onOther }: { readonly email: string; readonly onOther: () => void }) {
  const resend = async (): Promise<void> => {
    await orThrow(api.POST('/api/auth/resend-verification', { body: { email } }));
  };
  return (
    <CardPage heading={t('pages.register.sentTitle')} lead={t('pages.register.sentLead', { email })}>
      <p class="hint">{t('pages.register.sentHint')}</p>
      <SendAgain onSend={resend} />
      <ul class="links">
        <li>
          <Button look="link" onClick={onOther}>
            {t('pages.register.other')}
          </Button>
        </li>
        <li>
          <a href={onTheWay('/login')} onClick={() => keep('identifier', email)}>
            {t('pages.common.signIn')}
          </a>
        </li>
      </ul>
    </CardPage>
  );
}

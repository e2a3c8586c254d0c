import { orThrow } from '@castellan/client';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { href } from '../app/boot.js';
import { api } from '../app/client.js';
import { taken } from '../app/keep.js';
import { hasPasskeys } from '../app/passkeys.js';
import { leaveFor, nextOf, onTheWay } from '../app/places.js';
import { departed, offerConnecting } from '../app/providers.js';
import { useSession, type Session } from '../app/session.js';
import { goOn } from '../app/sign-in.js';
import { endWords, takenWords } from '../app/taken-words.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import type { Failure } from '../components/failure.js';
import { Field } from '../components/field.js';
import { Form, type Typed } from '../components/form.js';
import { Notice } from '../components/notice.js';
import { OtherWaysIn } from '../components/other-ways-in.js';
import { PasskeyButton } from '../components/passkey-button.js';
import { Blank } from '../components/signed-in.js';
import { PasswordField } from '../components/password-field.js';
import { usePasskeySignIn } from './login/passkey-sign-in.js';
import { ResendLink } from './login/resend-link.js';
import { SignInArrival } from './login/sign-in-arrival.js';

/** `/login`: in with a password, or with a passkey. */
export default function Login() {
  const session = useSession();
  const reason = useEnd(session.state);
  const { act, byButton } = usePasskeySignIn(session.state === 'out');
  const [known, setKnown] = useState(() => taken('identifier') ?? '');
  const arrival = useArrival();
  const [isUnproven, setUnproven] = useState(false);

  const signIn = async ({ identifier = '', password = '' }: Typed): Promise<void> => {
    const { data, error } = await api.POST('/api/auth/login', { body: { identifier, password } });
    if (error?.code === 'email_unverified') {
      setKnown(identifier.trim());
      setUnproven(true);
      return;
    }
    await goOn(await orThrow(Promise.resolve({ data, error })), { isByPassword: true });
  };

  if (session.state === 'asking' || session.state === 'in') return <Blank />;
  if (isUnproven) return <ResendLink key="unproven" identifier={known} onBack={() => setUnproven(false)} />;
  return (
    <CardPage key="sign-in" heading={t('pages.login.title')}>
      {arrival ? <SignInArrival code={arrival} onResend={() => setUnproven(true)} /> : <WhyHere reason={reason} />}
      <PasswordForm known={known} onSubmit={signIn} />
      <OtherWaysIn>
        {hasPasskeys ? (
          <PasskeyButton look="plain" act={act} onAsk={byButton}>
            {t('pages.login.withPasskey')}
          </PasskeyButton>
        ) : null}
      </OtherWaysIn>
      <OtherWays />
    </CardPage>
  );
}

interface PasswordFormProps {
  /** What was typed before. */
  readonly known: string;
  /** Throws what the service answers. */
  readonly onSubmit: (typed: Typed) => Promise<void>;
}

function PasswordForm({ known, onSubmit }: PasswordFormProps) {
  return (
    <Form onSubmit={onSubmit} advice={adviceFor}>
      <Field
        name="identifier"
        label={t('pages.login.identifier')}
        autocomplete={hasPasskeys ? 'username webauthn' : 'username'}
        autoCapitalize="none"
        spellcheck={false}
        value={known}
        isFocused={known === ''}
      />
      <PasswordField name="password" label={t('pages.login.password')} autocomplete="current-password" isFocused={known !== ''} />
      <Button>{t('pages.login.submit')}</Button>
    </Form>
  );
}

/** Leads on who is signed in already; tells who is not any more, why. */
function useEnd(state: Session['state']): string | null {
  const [reason, setReason] = useState(() => taken('reason'));
  useEffect(() => {
    if (state === 'in') leaveFor(nextOf() ?? href('/'));
    if (state === 'out') setReason((known) => taken('reason') ?? known); // it may have been asked for only just now
  }, [state]);
  return reason;
}

/** What came of a visit to a provider, where that brought nobody in. */
function useArrival(): string | null {
  const { query } = useLocation();
  const code = query['error'] ?? null;
  useEffect(() => {
    const provider = departed()?.provider;
    if (code === 'account_exists' && provider) offerConnecting(provider);
  }, [code]);
  return code;
}

/** What led here: a session that ended, or an act that ended it. */
function WhyHere({ reason }: { readonly reason: string | null }) {
  const [told] = useState(takenWords);
  const text = told ?? (reason && endWords(reason));
  if (!text) return null;
  return (
    <Notice kind="info">
      <p>{text}</p>
    </Notice>
  );
}

function adviceFor({ code }: Failure) {
  return code === 'password_reset_required' && <a href={onTheWay('/password-reset')}>{t('pages.login.reset')}</a>;
}

function OtherWays() {
  return (
    <ul class="links">
      <li>
        <a href={onTheWay('/password-reset')}>{t('pages.login.forgot')}</a>
      </li>
      <li>
        <a href={onTheWay('/login/code')}>{t('pages.login.withCode')}</a>
      </li>
      <li>
        {t('pages.login.new')} <a href={onTheWay('/register')}>{t('pages.common.createAccount')}</a>
      </li>
    </ul>
  );
}

import { orThrow } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { boot, href } from '../app/boot.js';
import { api } from '../app/client.js';
import { keep, kept } from '../app/keep.js';
import { leaveFor, onTheWay } from '../app/places.js';
import { goOn } from '../app/sign-in.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import { Check } from '../components/check.js';
import { CodeField } from '../components/code-field.js';
import type { Failure } from '../components/failure.js';
import { Form, type Typed } from '../components/form.js';

/** `/login/second-factor`: the end of a sign-in that waits for it. */
export default function SecondFactor() {
  const [pending] = useState(() => kept('pending'));
  const [isRefused, refuse] = useState(false);
  const isOver = isRefused || !pending || pending.until < Date.now();
  useEffect(() => {
    if (pending) return;
    if (!boot.hasSession) keep('told', { key: 'pages.secondFactor.elsewhere' });
    leaveFor(onTheWay('/login'));
  }, []);
  const begin = onTheWay('/login', pending?.next);
  if (isOver) return <Over key="over" begin={begin} />;

  const finish = async ({ code = '', trust_device }: Typed): Promise<void> => {
    const body = { session_token: pending.sessionToken, code, trust_device: trust_device !== undefined };
    const { data, error } = await api.POST('/api/auth/2fa/verify-login', { body });
    if (error?.code === 'challenge_expired') {
      keep('pending', { ...pending, until: 0 });
      refuse(true);
      return;
    }
    const signedIn = await orThrow(Promise.resolve({ data, error }));
    keep('pending', null);
    await goOn(signedIn, pending.next);
  };
  return (
    <CardPage heading={t('pages.secondFactor.title')} lead={t('pages.secondFactor.lead')}>
      <Form onSubmit={finish} blames={{ invalid_code: 'code' }} words={{ invalid_code: t('pages.secondFactor.wrong') }} advice={adviceFor}>
        <CodeField hint={t('pages.secondFactor.lost')} inputMode="text" isFocused />
        <Check name="trust_device" label={t('pages.secondFactor.trust')} />
        <Button>{t('pages.secondFactor.submit')}</Button>
      </Form>
      <p class="links">
        <a href={begin}>{t('pages.secondFactor.begin')}</a>
      </p>
    </CardPage>
  );
}

/** What the words of the problem leave open. */
function adviceFor({ code }: Failure) {
  return code === 'password_reset_required' && <a href={href('/password-reset')}>{t('pages.login.reset')}</a>;
}

function Over({ begin }: { readonly begin: string }) {
  return (
    <CardPage heading={t('pages.secondFactor.title')} lead={t('pages.secondFactor.expired')}>
      <p class="stack">
        <a class="button primary" href={begin}>
          {t('pages.secondFactor.begin')}
        </a>
      </p>
    </CardPage>
  );
}

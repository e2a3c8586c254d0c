import { orThrow, ProblemError } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { boot } from '../app/boot.js';
import { api } from '../app/client.js';
import { keep, kept, type Kept } from '../app/keep.js';
import { hasPasskeys, withPasskey } from '../app/passkeys.js';
import { leaveFor, onTheWay } from '../app/places.js';
import { goOn } from '../app/sign-in.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import { CodeWay, PasskeyWay, type Answer } from './second-factor/ways.js';

type Pending = Kept['pending'];

/** `/login/second-factor`: the end of a sign-in that waits for it. */
export default function SecondFactor() {
  const [pending] = useState(() => kept('pending'));
  const [isRefused, refuse] = useState(false);
  useEffect(() => {
    if (pending) return;
    if (!boot.hasSession) keep('told', { key: 'pages.secondFactor.elsewhere' });
    leaveFor(onTheWay('/login'));
  }, []);
  const begin = onTheWay('/login', pending?.next);
  if (isRefused || !pending || pending.until < Date.now()) return <Over key="over" begin={begin} />;
  return <Ways pending={pending} begin={begin} onOver={() => refuse(true)} />;
}

interface WaysProps {
  readonly pending: Pending;
  readonly begin: string;
  readonly onOver: () => void;
}

/** By a passkey where there is one, which is the least to do; else, or instead of it, by a code. */
function Ways({ pending, begin, onOver }: WaysProps) {
  const mayAsk = hasPasskeys && pending.methods.includes('passkey');
  const [isByPasskey, choose] = useState(mayAsk);
  const unlessOver = async (finishing: Promise<void>): Promise<void> => {
    try {
      await finishing;
    } catch (error) {
      if (!isOver(error)) throw error;
      keep('pending', { ...pending, until: 0 });
      onOver();
    }
  };
  return (
    <CardPage heading={t('pages.secondFactor.title')} lead={leadOf(pending, isByPasskey)}>
      {isByPasskey ? (
        <PasskeyWay onAsk={(trust) => unlessOver(finishByPasskey(pending, trust))} />
      ) : (
        <CodeWay hasApp={pending.methods.includes('totp')} onCode={(answer) => unlessOver(finish(pending, answer))} />
      )}
      <ul class="links">
        {mayAsk && (
          <li>
            <Button look="link" onClick={() => choose(!isByPasskey)}>
              {t(isByPasskey ? 'pages.secondFactor.codeInstead' : 'pages.passkey.instead')}
            </Button>
          </li>
        )}
        <li>
          <a href={begin}>{t('pages.secondFactor.begin')}</a>
        </li>
      </ul>
    </CardPage>
  );
}

function leadOf({ methods }: Pending, isByPasskey: boolean): string {
  if (isByPasskey) return t('pages.secondFactor.leadPasskey');
  return t(methods.includes('totp') ? 'pages.secondFactor.lead' : 'pages.secondFactor.leadBackup');
}

async function finishByPasskey(pending: Pending, trust: boolean): Promise<void> {
  const body = { session_token: pending.sessionToken };
  const { options } = await orThrow(api.POST('/api/auth/2fa/passkey-options', { body }));
  await withPasskey(options, (credential) => finish(pending, { credential, trust_device: trust }));
}

async function finish({ sessionToken, next, isByPassword }: Pending, answer: Answer): Promise<void> {
  const signedIn = await orThrow(api.POST('/api/auth/2fa/verify-login', { body: { session_token: sessionToken, ...answer } }));
  keep('pending', null);
  await goOn(signedIn, { next, isByPassword });
}

const isOver = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'challenge_expired';

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

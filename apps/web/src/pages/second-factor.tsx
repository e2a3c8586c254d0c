import { orThrow, ProblemError } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { boot } from '../app/boot.js';
import { api } from '../app/client.js';
import { keep, kept, type Kept } from '../app/keep.js';
import { useLoaded } from '../app/loaded.js';
import { hasPasskeys, withPasskey } from '../app/passkeys.js';
import { leaveFor, nextOf, onTheWay } from '../app/places.js';
import { goOn } from '../app/sign-in.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import { Loading } from '../components/loading.js';
import { Blank } from '../components/signed-in.js';
import { CodeWay, PasskeyWay, type Answer } from './second-factor/ways.js';

/** A sign-in that waits. */
interface Pending extends Pick<Kept['pending'], 'methods' | 'next' | 'isByPassword'> {
  /** Null: a provider has led here, and a cookie that no script reads says which one it is. */
  readonly sessionToken: string | null;
}

/** `/login/second-factor`: the end of a sign-in that waits for it. */
export default function SecondFactor() {
  const [pending] = useState(() => kept('pending'));
  const isLate = pending !== null && pending.until < Date.now();
  if (boot.hasPending && (!pending || isLate)) return <ByCookie />;
  if (!pending) return <Elsewhere />;
  return isLate ? <Over begin={onTheWay('/login', pending.next)} /> : <Waiting pending={pending} />;
}

/** Nothing waits in this tab. */
function Elsewhere() {
  useEffect(() => {
    if (!boot.hasSession) keep('told', { key: 'pages.secondFactor.elsewhere' });
    leaveFor(onTheWay('/login'));
  }, []);
  return <Blank />;
}

/** After a return from a provider: what finishes the sign-in is asked for first. */
function ByCookie() {
  const asked = useLoaded(() => orThrow(api.GET('/api/auth/2fa/pending')));
  if (asked.data) return <Waiting pending={{ sessionToken: null, methods: asked.data.methods, next: nextOf(), isByPassword: false }} />;
  if (asked.failure?.code === OVER) return <Over begin={onTheWay('/login')} />;
  if (!asked.failure) return <Blank />;
  return (
    <CardPage heading={t('pages.secondFactor.title')}>
      <Loading of={asked} failed="">
        {() => null}
      </Loading>
    </CardPage>
  );
}

function Waiting({ pending }: { readonly pending: Pending }) {
  const [isRefused, refuse] = useState(false);
  const begin = onTheWay('/login', pending.next);
  return isRefused ? <Over key="over" begin={begin} /> : <Ways pending={pending} begin={begin} onOver={() => refuse(true)} />;
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
      const known = kept('pending');
      if (known) keep('pending', { ...known, until: 0 });
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
  const { options } = await orThrow(api.POST('/api/auth/2fa/passkey-options', { body: named(pending) }));
  await withPasskey(options, (credential) => finish(pending, { credential, trust_device: trust }));
}

async function finish(pending: Pending, answer: Answer): Promise<void> {
  const signedIn = await orThrow(api.POST('/api/auth/2fa/verify-login', { body: { ...named(pending), ...answer } }));
  keep('pending', null);
  await goOn(signedIn, pending);
}

const named = ({ sessionToken }: Pending) => (sessionToken === null ? {} : { session_token: sessionToken });

const OVER = 'challenge_expired';
const isOver = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === OVER;

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

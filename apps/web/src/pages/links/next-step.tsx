import type { User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { boot, href } from '../../app/boot.js';
import { api } from '../../app/client.js';
import { errand } from '../../app/errand.js';
import { keep } from '../../app/keep.js';
import { onTheWay } from '../../app/places.js';
import { t } from '../../app/words.js';

/** The way to where one signs in, where that is one of these pages. */
export function SignInNext() {
  const other = useOther();
  if (!boot.signIn) return <ElsewhereNext />;
  if (!other) return <SignInLink />;
  return (
    <>
      <p>{t('pages.links.signedInAs', { who: other.username ?? other.email })}</p>
      <a class="button primary" href={href('/logout')}>
        {t('pages.links.signOutFirst')}
      </a>
    </>
  );
}

/** People sign in by somebody else's app: back to it, where it is known. */
function ElsewhereNext() {
  if (boot.home === null) return <p>{t('pages.links.goBack')}</p>;
  return (
    <a class="button primary" href={boot.home}>
      {t('pages.links.goOn', { to: new URL(boot.home).host })}
    </a>
  );
}

export function SignInLink() {
  const before = errand();
  return (
    <a
      class="button primary"
      href={onTheWay('/login', before?.next ?? null)}
      onClick={() => keep('identifier', before?.identifier ?? null)}
    >
      {t('pages.links.signIn')}
    </a>
  );
}

/** Whoever is signed in in this browser: where that was the owner of the link, the session has ended with what the link did, or goes on as it was. */
function useOther(): User | null {
  const [other, setOther] = useState<User | null>(null);
  useEffect(() => {
    if (!boot.hasSession || !boot.signIn) return;
    api.GET('/api/auth/me').then(
      ({ data }) => setOther(data ?? null),
      () => undefined, // without an answer the link is as good
    );
  }, []);
  return other;
}

import type { User } from '@castellan/client';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { leadToSignIn, refreshUser, useSession } from '../app/session.js';
import { t } from '../app/words.js';
import { Button } from './button.js';
import { Notice } from './notice.js';

/** What only who is signed in sees; others are led to where they sign in, and back. */
export function SignedIn({ children }: { readonly children: (user: User) => ComponentChildren }) {
  const session = useSession();
  useEffect(() => {
    if (session.state === 'out') leadToSignIn();
  }, [session.state]);
  if (session.state === 'unreachable') return <Unreachable />;
  return session.state === 'in' ? <>{children(session.user)}</> : <Blank />;
}

/** While it is not known who this is: nothing of anybody. */
export const Blank = () => <main aria-busy="true" />;

/** There is no network, so that nobody knows who this is. */
export function Unreachable() {
  return (
    <div class="page">
      <main class="card">
        <Notice kind="bad">
          <p>{t('pages.common.unreachable')}</p>
        </Notice>
        <Button onClick={() => void refreshUser()}>{t('pages.common.tryAgain')}</Button>
      </main>
    </div>
  );
}

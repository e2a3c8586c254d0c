import '../styles/signed-in.css';
import type { User } from '@castellan/client';
import { useLocation } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { AppPage } from '../components/app-page.js';
import { ArrivalNotice } from '../components/arrival-notice.js';
import { Notice } from '../components/notice.js';
import { RecentDialog } from '../components/recent-dialog.js';
import { SignedIn } from '../components/signed-in.js';
import { t } from '../app/words.js';
import { AccountsRegion } from './security/accounts.js';
import { ActivityRegion } from './security/activity.js';
import { ChangesContext } from './security/changes.js';
import { DataRegion } from './security/data.js';
import { EmailRegion } from './security/email.js';
import { useMustEnrol } from './security/enrolling.js';
import { PasskeysRegion } from './security/passkeys.js';
import { PasswordRegion } from './security/password.js';
import { PhoneRegion } from './security/phone.js';
import { SessionsRegion } from './security/sessions.js';
import { TwoFactorRegion } from './security/two-factor.js';

/** How one signs in, where one is signed in, and what has happened. */
export default function Security() {
  return <SignedIn>{(user) => <SecurityPage user={user} />}</SignedIn>;
}

function SecurityPage({ user }: { readonly user: User }) {
  const [version, setVersion] = useState(0);
  const mustEnrol = useMustEnrol(user);
  const changes = useMemo(() => ({ version, changed: () => setVersion((known) => known + 1) }), [version]);
  return (
    <ChangesContext.Provider value={changes}>
      <AppPage heading={t('pages.security.title')} path="/security">
        {mustEnrol === null ? <div class="skeleton" aria-busy="true" /> : <Regions user={user} mustEnrol={mustEnrol} />}
      </AppPage>
      <RecentDialog user={user} />
    </ChangesContext.Provider>
  );
}

/** Who has to set up a second factor can do nothing else before. */
function Regions({ user, mustEnrol }: { readonly user: User; readonly mustEnrol: boolean }) {
  const { query } = useLocation();
  const code = query['error'];
  return (
    <>
      {code !== undefined && <ArrivalNotice code={code} />}
      {mustEnrol ? <MustSetUp /> : <p class="lead">{t('pages.security.lead')}</p>}
      {!mustEnrol && <PasswordRegion user={user} />}
      {!mustEnrol && <EmailRegion user={user} />}
      {!mustEnrol && <PhoneRegion />}
      <TwoFactorRegion user={user} />
      <PasskeysRegion user={user} />
      {!mustEnrol && <AccountsRegion />}
      {!mustEnrol && <SessionsRegion />}
      {!mustEnrol && <ActivityRegion />}
      {!mustEnrol && <DataRegion />}
    </>
  );
}

function MustSetUp() {
  return (
    <Notice kind="info">
      <p>
        <strong>{t('pages.security.enrolTitle')}</strong>
      </p>
      <p>{t('pages.security.enrolLead')}</p>
    </Notice>
  );
}

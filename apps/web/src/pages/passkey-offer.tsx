import '../styles/signed-in.css';
import type { User } from '@castellan/client';
import { useState } from 'preact/hooks';
import { href } from '../app/boot.js';
import { leaveFor, nextOf } from '../app/places.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import { RecentDialog } from '../components/recent-dialog.js';
import { SignedIn } from '../components/signed-in.js';
import { AddPasskey } from './security/passkeys/add-passkey.js';
import { BackupCodes } from './security/two-factor/backup-codes.js';

/** `/login/passkey`: between a sign-in by password and where the person wanted to be, now and then (`app/passkey-offer.ts`). */
export default function PasskeyOffer() {
  return <SignedIn>{(user) => <Offer user={user} />}</SignedIn>;
}

const goOn = (): void => leaveFor(nextOf() ?? href('/'));

function Offer({ user }: { readonly user: User }) {
  const [codes, show] = useState<readonly string[] | null>(null);
  if (codes) {
    return (
      <CardPage key="codes" heading={t('pages.offer.made')}>
        <BackupCodes codes={codes} user={user} titleAs="h2" lead={t('pages.security.passkeys.codesLead')} onDone={goOn} />
      </CardPage>
    );
  }
  return (
    <CardPage key="offer" heading={t('pages.offer.title')} lead={t('pages.offer.lead')}>
      <div class="stack">
        <AddPasskey user={user} look="primary" name={t('pages.offer.create')} onAdded={(_, made) => (made ? show(made) : goOn())} />
        <Button look="plain" onClick={goOn}>
          {t('pages.offer.notNow')}
        </Button>
      </div>
      <p class="hint">{t('pages.offer.later')}</p>
      <RecentDialog user={user} />
    </CardPage>
  );
}

import '../styles/signed-in.css';
import type { User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { href } from '../app/boot.js';
import { leaveFor, nextOf } from '../app/places.js';
import { connectOffer, endConnectOffer } from '../app/providers.js';
import { t } from '../app/words.js';
import { Button } from '../components/button.js';
import { CardPage } from '../components/card-page.js';
import { ConnectButton } from '../components/connect-button.js';
import { RecentDialog } from '../components/recent-dialog.js';
import { Blank, SignedIn } from '../components/signed-in.js';

/** `/login/connect`: a provider could not open an account; once its owner is in by another way, the provider is offered to be connected. */
export default function Connect() {
  return <SignedIn>{(user) => <Offer user={user} />}</SignedIn>;
}

const place = (): string => nextOf() ?? href('/');

function Offer({ user }: { readonly user: User }) {
  const [provider] = useState(connectOffer);
  useEffect(() => {
    if (!provider) leaveFor(place());
  }, []);
  if (!provider) return <Blank />;
  const goOn = (): void => {
    endConnectOffer();
    leaveFor(place());
  };
  return (
    <CardPage heading={t('pages.connect.title')} lead={t('pages.connect.lead', { provider: provider.name })}>
      <div class="stack">
        <ConnectButton provider={provider} next={place()} look="primary" onBegin={endConnectOffer} />
        <Button look="plain" onClick={goOn}>
          {t('pages.offer.notNow')}
        </Button>
      </div>
      <p class="hint">{t('pages.connect.later')}</p>
      <RecentDialog user={user} />
    </CardPage>
  );
}

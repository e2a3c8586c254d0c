import { orThrow } from '@castellan/client';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { ConnectButton } from '../../components/connect-button.js';
import { Loading } from '../../components/loading.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { boot, href } from '../../app/boot.js';
import { api } from '../../app/client.js';
import { useLoaded } from '../../app/loaded.js';
import { departed, forgetDeparture } from '../../app/providers.js';
import { t } from '../../app/words.js';
import { AccountList } from './accounts/account-list.js';
import type { OwnIdentity } from './accounts/own-identity.js';
import { useChanges } from './changes.js';

/** The accounts elsewhere that open this one. Where there are none, and can be none, there is nothing to be said of them. */
export function AccountsRegion() {
  const { version, changed } = useChanges();
  const identities = useLoaded(() => orThrow(api.GET('/api/auth/identities')), version);
  const own = identities.data?.results ?? null;
  const [told, tell] = useConnected(own);
  const settle = (result: string): void => {
    tell(result);
    changed();
  };
  if (boot.providers.length === 0 && (own === null || own.length === 0)) return null;
  return (
    <Region name={t('pages.security.accounts.title')} lead={t('pages.security.accounts.lead')}>
      <Told text={told} />
      <Loading of={identities} failed={t('pages.security.failed')}>
        {({ results }) => (
          <>
            <AccountList identities={results} onBegin={() => tell(null)} onChanged={settle} />
            <Others identities={results} onBegin={() => tell(null)} />
          </>
        )}
      </Loading>
    </Region>
  );
}

/** What somebody is told who has just come back from a provider that is connected now; and what came of later acts. */
function useConnected(identities: readonly OwnIdentity[] | null) {
  const { query } = useLocation();
  const [told, tell] = useState<string | null>(null);
  useEffect(() => {
    if (!identities) return;
    const visit = departed();
    forgetDeparture();
    const provider = visit?.isLink && query['error'] === undefined ? visit.provider : null;
    const isConnected = identities.some((identity) => identity.provider === provider?.id);
    if (provider && isConnected) tell(t('pages.security.accounts.connected', { provider: provider.name }));
  }, [identities]);
  return [told, tell] as const;
}

interface OthersProps {
  readonly identities: readonly OwnIdentity[];
  readonly onBegin: () => void;
}

/** The providers that are not connected yet. */
function Others({ identities, onBegin }: OthersProps) {
  const others = boot.providers.filter(({ id }) => !identities.some(({ provider }) => provider === id));
  return (
    <div class="actions">
      {others.map((provider) => (
        <ConnectButton key={provider.id} provider={provider} next={href('/security')} look="plain" onBegin={onBegin} />
      ))}
    </div>
  );
}

import { orThrow, type User } from '@castellan/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Loading } from '../../components/loading.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { api } from '../../app/client.js';
import { useLoaded } from '../../app/loaded.js';
import { ceremonies, hasPasskeys, inTurn } from '../../app/passkeys.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';
import { AddPasskey } from './passkeys/add-passkey.js';
import type { OwnPasskey } from './passkeys/own-passkey.js';
import { PasskeyList } from './passkeys/passkey-list.js';
import { BackupCodes } from './two-factor/backup-codes.js';

/** The own passkeys. Where this page can have none, and there are none, there is nothing to be said of them. */
export function PasskeysRegion({ user }: { readonly user: User }) {
  const { version, changed } = useChanges();
  const passkeys = useLoaded(() => orThrow(api.GET('/api/auth/passkeys')), version);
  const { told, codes, begin, added, settle } = useResults(changed);
  const own = passkeys.data?.results ?? null;
  useTellingBrowser(own);
  if (!hasPasskeys && (own === null || own.length === 0)) return null;
  return (
    <Region name={t('pages.security.passkeys.title')} lead={t('pages.security.passkeys.lead')}>
      <Told text={told} />
      {codes ? (
        <BackupCodes codes={codes} user={user} lead={t('pages.security.passkeys.codesLead')} onDone={() => settle(null)} />
      ) : (
        <>
          <Loading of={passkeys} failed={t('pages.security.failed')}>
            {({ results }) => <PasskeyList passkeys={results} onBegin={begin} onChanged={settle} />}
          </Loading>
          {hasPasskeys ? (
            <AddPasskey user={user} look="plain" name={t('pages.security.passkeys.add')} onBegin={begin} onAdded={added} />
          ) : (
            <p class="hint">{t('pages.security.passkeys.notHere')}</p>
          )}
        </>
      )}
    </Region>
  );
}

function useResults(changed: () => void) {
  const [told, tell] = useState<string | null>(null);
  const [codes, show] = useState<readonly string[] | null>(null);
  const settle = (result: string | null): void => {
    tell(result);
    show(null);
    changed();
  };
  const added = ({ name }: OwnPasskey, made: readonly string[] | null): void => {
    settle(t('pages.security.passkeys.added', { name }));
    show(made);
  };
  return { told, codes, begin: () => tell(null), added, settle };
}

/** So that no passkey is offered that was removed, here or on another device. Of who never had one there is nothing to tell. */
function useTellingBrowser(passkeys: readonly OwnPasskey[] | null): void {
  const hadAny = useRef(false);
  useEffect(() => {
    hadAny.current ||= passkeys !== null && passkeys.length > 0;
    if (hadAny.current && hasPasskeys) void inTurn(tellBrowser).catch(() => undefined); // else it offers one too many
  }, [passkeys]);
}

async function tellBrowser(): Promise<void> {
  const { data } = await api.GET('/api/auth/passkeys/signals');
  if (data) await (await ceremonies()).tellAccepted(data);
}

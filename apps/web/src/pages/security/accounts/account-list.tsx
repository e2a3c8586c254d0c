import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.js';
import { DrasticQuestion } from '../../../components/drastic-question.js';
import { Failed } from '../../../components/failed.js';
import { Row } from '../../../components/row.js';
import { useAct } from '../../../app/act.js';
import { api } from '../../../app/client.js';
import { momentIn } from '../../../app/moment.js';
import { providerOf } from '../../../app/providers.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import type { OwnIdentity } from './own-identity.js';

interface Props {
  readonly identities: readonly OwnIdentity[];
  readonly onBegin: () => void;
  /** With what is told of it. */
  readonly onChanged: (told: string) => void;
}

const nameOf = ({ provider }: OwnIdentity): string => providerOf(provider)?.name ?? provider;

/** Each with what is known of it; it can be taken away. */
export function AccountList({ identities, onBegin, onChanged }: Props) {
  const [asked, ask] = useState<OwnIdentity | null>(null);
  const act = useAct();
  const begin = (identity: OwnIdentity): void => {
    onBegin();
    act.forget();
    ask(identity);
  };
  const disconnect = (identity: OwnIdentity): void => {
    ask(null);
    act.run(async () => {
      const call = () => orThrow(api.DELETE('/api/auth/identities/{id}', { params: { path: { id: identity.id } } }));
      if (await withProof(call)) onChanged(t('pages.security.accounts.disconnected', { provider: nameOf(identity) }));
    });
  };
  if (identities.length === 0) return <p class="hint">{t('pages.security.accounts.none')}</p>;
  return (
    <>
      <Failed of={act} />
      <ul class="rows">
        {identities.map((identity) => (
          <IdentityRow key={identity.id} identity={identity} isBusy={act.isBusy} onAsk={() => begin(identity)} />
        ))}
      </ul>
      {asked && (
        <DrasticQuestion
          title={t('pages.security.accounts.disconnectTitle', { provider: nameOf(asked) })}
          act={t('pages.security.accounts.disconnect')}
          onAct={() => disconnect(asked)}
          onClose={() => ask(null)}
        >
          <p>{t('pages.security.accounts.disconnectLead')}</p>
        </DrasticQuestion>
      )}
    </>
  );
}

interface RowProps {
  readonly identity: OwnIdentity;
  readonly isBusy: boolean;
  readonly onAsk: () => void;
}

function IdentityRow({ identity, isBusy, onAsk }: RowProps) {
  const { id, email, created_at: created, last_used_at: used } = identity;
  return (
    <Row
      id={id}
      name={nameOf(identity)}
      details={[
        email,
        t('pages.security.accounts.since', { when: momentIn(created) }),
        used === null ? t('pages.security.passkeys.unused') : t('pages.security.passkeys.lastUsed', { when: momentIn(used) }),
      ]}
    >
      <Button look="plain" isBusy={isBusy} describedBy={id} onClick={onAsk}>
        {t('pages.security.accounts.disconnect')}
      </Button>
    </Row>
  );
}

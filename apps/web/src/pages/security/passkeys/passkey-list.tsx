import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.js';
import { DrasticQuestion } from '../../../components/drastic-question.js';
import { Failed } from '../../../components/failed.js';
import { Row } from '../../../components/row.js';
import { useAct } from '../../../app/act.js';
import { api } from '../../../app/client.js';
import { momentIn } from '../../../app/moment.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import type { OwnPasskey } from './own-passkey.js';
import { RenameDialog } from './rename-dialog.js';

interface Props {
  readonly passkeys: readonly OwnPasskey[];
  readonly onBegin: () => void;
  /** With what is told of it. */
  readonly onChanged: (told: string) => void;
}

/** What is asked about one of them. */
interface Asked {
  readonly what: 'rename' | 'remove';
  readonly passkey: OwnPasskey;
}

/** Each with what is known of it; it can be called something else, and taken away. */
export function PasskeyList({ passkeys, onBegin, onChanged }: Props) {
  const [asked, ask] = useState<Asked | null>(null);
  const act = useAct();
  const begin = (what: Asked['what'], passkey: OwnPasskey): void => {
    onBegin();
    act.forget();
    ask({ what, passkey });
  };
  const close = (): void => ask(null);
  const remove = ({ id, name }: OwnPasskey): void => {
    close();
    act.run(async () => {
      const call = () => orThrow(api.DELETE('/api/auth/passkeys/{id}', { params: { path: { id } } }));
      if (await withProof(call)) onChanged(t('pages.security.passkeys.removed', { name }));
    });
  };
  if (passkeys.length === 0) return <p class="hint">{t('pages.security.passkeys.none')}</p>;
  return (
    <>
      <Failed of={act} />
      <ul class="rows">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} isBusy={act.isBusy} onAsk={(what) => begin(what, passkey)} />
        ))}
      </ul>
      {asked?.what === 'rename' && <RenameDialog passkey={asked.passkey} onRenamed={onChanged} onClose={close} />}
      {asked?.what === 'remove' && <RemoveQuestion passkey={asked.passkey} onRemove={() => remove(asked.passkey)} onClose={close} />}
    </>
  );
}

interface RowProps {
  readonly passkey: OwnPasskey;
  readonly isBusy: boolean;
  readonly onAsk: (what: Asked['what']) => void;
}

function PasskeyRow({ passkey, isBusy, onAsk }: RowProps) {
  const { id, name, created_at: created, last_used_at: used, synced: isSynced } = passkey;
  return (
    <Row
      id={id}
      name={name}
      badge={isSynced && <span class="badge">{t('pages.security.passkeys.synced')}</span>}
      details={[
        t('pages.security.passkeys.addedAt', { when: momentIn(created) }),
        used === null ? t('pages.security.passkeys.unused') : t('pages.security.passkeys.lastUsed', { when: momentIn(used) }),
      ]}
    >
      <div class="actions">
        <Button look="plain" describedBy={id} onClick={() => onAsk('rename')}>
          {t('pages.security.passkeys.rename')}
        </Button>
        <Button look="plain" isBusy={isBusy} describedBy={id} onClick={() => onAsk('remove')}>
          {t('pages.security.passkeys.remove')}
        </Button>
      </div>
    </Row>
  );
}

interface RemoveProps {
  readonly passkey: OwnPasskey;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

function RemoveQuestion({ passkey: { name }, onRemove, onClose }: RemoveProps) {
  return (
    <DrasticQuestion
      title={t('pages.security.passkeys.removeTitle', { name })}
      act={t('pages.security.passkeys.remove')}
      onAct={onRemove}
      onClose={onClose}
    >
      <p>{t('pages.security.passkeys.removeLead')}</p>
    </DrasticQuestion>
  );
}

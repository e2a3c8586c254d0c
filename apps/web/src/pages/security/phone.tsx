import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Button } from '../../components/button.js';
import { DrasticQuestion } from '../../components/drastic-question.js';
import { Failed } from '../../components/failed.js';
import { Loading } from '../../components/loading.js';
import { Opening } from '../../components/opening.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { useAct } from '../../app/act.js';
import { boot } from '../../app/boot.js';
import { api } from '../../app/client.js';
import { useLoaded } from '../../app/loaded.js';
import { withProof } from '../../app/recent.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';
import { PhoneForms } from './phone-forms.js';

/** A number to which codes are sent, to sign in by them. */
export function PhoneRegion() {
  const { version, changed } = useChanges();
  const profile = useLoaded(() => orThrow(api.GET('/api/profile')), version);
  const [told, tell] = useState<string | null>(null);
  const done = (text: string): void => {
    tell(text);
    changed();
  };
  return (
    <Region name={t('pages.security.phone.title')} lead={t('pages.security.phone.lead')}>
      <Told text={told} />
      <Loading of={profile} failed={t('pages.security.failed')}>
        {({ phone }) => (
          <>
            {phone === null ? <p class="hint">{t('pages.security.phone.none')}</p> : <Number phone={phone} onRemoved={done} />}
            {boot.sms ? (
              <Opening name={t(phone === null ? 'pages.security.phone.add' : 'pages.security.phone.change')} onOpen={() => tell(null)}>
                {(close) => <PhoneForms onClose={close} onAdded={done} />}
              </Opening>
            ) : (
              <p class="hint">{t('pages.security.phone.off')}</p>
            )}
          </>
        )}
      </Loading>
    </Region>
  );
}

function Number({ phone, onRemoved }: { readonly phone: string; readonly onRemoved: (told: string) => void }) {
  const [isAsked, ask] = useState(false);
  const act = useAct();
  const remove = async (): Promise<void> => {
    ask(false);
    if (await withProof(() => orThrow(api.DELETE('/api/auth/phone')))) onRemoved(t('pages.security.phone.removed'));
  };
  return (
    <>
      <div class="inline">
        <p class="value">
          <bdi>{phone}</bdi>
        </p>
        <Button look="plain" isBusy={act.isBusy} onClick={() => ask(true)}>
          {t('pages.security.phone.remove')}
        </Button>
      </div>
      <Failed of={act} />
      {isAsked && <RemoveNumber phone={phone} onRemove={() => act.run(remove)} onClose={() => ask(false)} />}
    </>
  );
}

interface RemoveProps {
  readonly phone: string;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

function RemoveNumber({ phone, onRemove, onClose }: RemoveProps) {
  return (
    <DrasticQuestion
      title={t('pages.security.phone.removeTitle', { phone })}
      act={t('pages.security.phone.remove')}
      onAct={onRemove}
      onClose={onClose}
    >
      <p>{t('pages.security.phone.removeLead')}</p>
    </DrasticQuestion>
  );
}

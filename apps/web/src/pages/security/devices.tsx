import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Button } from '../../components/button.js';
import { DrasticQuestion } from '../../components/drastic-question.js';
import { Failed } from '../../components/failed.js';
import { Loading } from '../../components/loading.js';
import { Row } from '../../components/row.js';
import { Told } from '../../components/told.js';
import { useAct, type Act } from '../../app/act.js';
import { api } from '../../app/client.js';
import { useLoaded } from '../../app/loaded.js';
import { deviceWords } from '../../app/device-words.js';
import { momentIn } from '../../app/moment.js';
import { withProof } from '../../app/recent.js';
import { leaveEnded } from '../../app/session.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';

interface Device {
  readonly id: string;
  readonly current: boolean;
  readonly name: string;
  readonly trusted_until: string | null;
  readonly last_seen_at: string;
  readonly created_at: string;
}

/** The devices that the account knows. Forgetting the own one ends the own session, so that is asked first. */
export function Devices() {
  const { version } = useChanges();
  const devices = useLoaded(() => orThrow(api.GET('/api/auth/devices')), version);
  const [asked, ask] = useState<Device | null>(null);
  const { told, act, forget } = useForgetting(() => ask(null));
  return (
    <>
      <h3>{t('pages.security.sessions.devices')}</h3>
      <p class="hint">{t('pages.security.sessions.devicesLead')}</p>
      <Told text={told} />
      <Failed of={act} />
      <Loading of={devices} failed={t('pages.security.failed')}>
        {({ results }) => (
          <>
            <ul class="rows">
              {results.map((device) => (
                <DeviceRow key={device.id} device={device} act={act} onForget={() => (device.current ? ask(device) : forget(device))} />
              ))}
            </ul>
            {results.length === 0 && <p class="hint">{t('pages.security.sessions.noDevices')}</p>}
          </>
        )}
      </Loading>
      {asked && <ForgetOwn device={asked} onForget={() => forget(asked)} onClose={() => ask(null)} />}
    </>
  );
}

function useForgetting(onBegin: () => void) {
  const { changed } = useChanges();
  const [told, tell] = useState<string | null>(null);
  const act = useAct();
  const forget = ({ id, name, current: isOwn }: Device): void => {
    onBegin();
    tell(null);
    act.run(async () => {
      const call = () => orThrow(api.DELETE('/api/auth/devices/{id}', { params: { path: { id } } }));
      if (!(await withProof(call))) return;
      if (isOwn) {
        leaveEnded({ key: 'pages.security.sessions.forgottenOwn' });
        return;
      }
      tell(t('pages.security.sessions.forgotten', { name: deviceWords(name, t) }));
      changed();
    });
  };
  return { told, act, forget };
}

function DeviceRow({ device, act, onForget }: { readonly device: Device; readonly act: Act; readonly onForget: () => void }) {
  const { id, name, trusted_until: until, last_seen_at: seen, created_at: first, current: isCurrent } = device;
  return (
    <Row
      id={id}
      name={deviceWords(name, t)}
      badge={isCurrent && <span class="badge good">{t('pages.security.sessions.current')}</span>}
      details={[
        t('pages.security.sessions.lastSeen', { when: momentIn(seen) }),
        t('pages.security.sessions.firstSeen', { when: momentIn(first) }),
        until && t('pages.security.sessions.trusted', { until: momentIn(until) }),
      ]}
    >
      <Button look="plain" isBusy={act.isBusy} describedBy={id} onClick={onForget}>
        {t('pages.security.sessions.forget')}
      </Button>
    </Row>
  );
}

interface ForgetProps {
  readonly device: Device;
  readonly onForget: () => void;
  readonly onClose: () => void;
}

function ForgetOwn({ device: { name }, onForget, onClose }: ForgetProps) {
  return (
    <DrasticQuestion
      title={t('pages.security.sessions.forgetTitle', { name: deviceWords(name, t) })}
      act={t('pages.security.sessions.forget')}
      onAct={onForget}
      onClose={onClose}
    >
      <p>{t('pages.security.sessions.forgetCurrent')}</p>
      <p>{t('pages.security.sessions.forgetLead')}</p>
    </DrasticQuestion>
  );
}

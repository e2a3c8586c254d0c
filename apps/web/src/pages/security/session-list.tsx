import { orThrow, type Session } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Button } from '../../components/button.js';
import { Failed } from '../../components/failed.js';
import { Loading } from '../../components/loading.js';
import { Row } from '../../components/row.js';
import { Told } from '../../components/told.js';
import { useAct, type Act } from '../../app/act.js';
import { api } from '../../app/client.js';
import { deviceWords } from '../../app/device-words.js';
import { useLoaded } from '../../app/loaded.js';
import { momentIn } from '../../app/moment.js';
import { withProof } from '../../app/recent.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';

/** The own sessions, this one first; the others can be ended. */
export function Sessions() {
  const { version } = useChanges();
  const sessions = useLoaded(() => orThrow(api.GET('/api/auth/sessions')), version);
  const { told, act, endOne, endOthers } = useEnding();
  return (
    <>
      <h3>{t('pages.security.sessions.sessions')}</h3>
      <Told text={told} />
      <Failed of={act} />
      <Loading of={sessions} failed={t('pages.security.failed')}>
        {({ results }) => (
          <>
            <ul class="rows">
              {ownFirst(results).map((session) => (
                <SessionRow key={session.id} session={session} act={act} onEnd={() => endOne(session)} />
              ))}
            </ul>
            {results.length > 1 ? (
              <Button look="plain" isBusy={act.isBusy} onClick={endOthers}>
                {t('pages.security.sessions.signOutEverywhere')}
              </Button>
            ) : (
              <p class="hint">{t('pages.security.sessions.onlyThis')}</p>
            )}
          </>
        )}
      </Loading>
    </>
  );
}

interface Ending {
  readonly told: string | null;
  readonly act: Act;
  readonly endOne: (session: Session) => void;
  readonly endOthers: () => void;
}

function useEnding(): Ending {
  const { changed } = useChanges();
  const [told, tell] = useState<string | null>(null);
  const act = useAct();
  const end = (call: () => Promise<unknown>, result: string): void => {
    tell(null);
    act.run(async () => {
      if (!(await withProof(call))) return;
      tell(result);
      changed();
    });
  };
  return {
    told,
    act,
    endOne: ({ id, device_name: name }) =>
      end(
        () => orThrow(api.DELETE('/api/auth/sessions/{id}', { params: { path: { id } } })),
        t('pages.security.sessions.signedOut', { name: deviceWords(name, t) }),
      ),
    endOthers: () => end(() => orThrow(api.POST('/api/auth/logout-all', { body: {} })), t('pages.security.sessions.signedOutEverywhere')),
  };
}

function SessionRow({ session, act, onEnd }: { readonly session: Session; readonly act: Act; readonly onEnd: () => void }) {
  const { id, device_name: name, ip, location, current: isCurrent } = session;
  const place = location === null ? ip : t('pages.security.sessions.place', { location, ip });
  return (
    <Row
      id={id}
      name={deviceWords(name, t)}
      badge={isCurrent && <span class="badge good">{t('pages.security.sessions.current')}</span>}
      details={[
        place,
        t('pages.security.sessions.lastUsed', { when: momentIn(session.last_used_at) }),
        t('pages.security.sessions.signedIn', { when: momentIn(session.created_at) }),
      ]}
    >
      {!isCurrent && (
        <Button look="plain" isBusy={act.isBusy} describedBy={id} onClick={onEnd}>
          {t('pages.security.sessions.signOut')}
        </Button>
      )}
    </Row>
  );
}

const ownFirst = (sessions: readonly Session[]): readonly Session[] => [
  ...sessions.filter(({ current }) => current),
  ...sessions.filter(({ current }) => !current),
];

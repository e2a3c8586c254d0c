import { useState } from 'preact/hooks';
import { Button } from '../../components/button.js';
import { Failed } from '../../components/failed.js';
import { Loading } from '../../components/loading.js';
import { Region } from '../../components/region.js';
import { Row } from '../../components/row.js';
import { Told } from '../../components/told.js';
import { useAct } from '../../app/act.js';
import { deviceWords } from '../../app/device-words.js';
import { momentIn } from '../../app/moment.js';
import { t } from '../../app/words.js';
import { useHistory, type OwnEvent } from './history.js';
import { reasonIn, titleOf } from './event-words.js';

/** What happened to the account, page by page. */
export function ActivityRegion() {
  const { loaded, more } = useHistory();
  const [told, tell] = useState<string | null>(null);
  const act = useAct();
  const showMore = (): void => {
    tell(null);
    act.run(async () => tell(t('pages.security.activity.loaded', { count: await more() })));
  };
  return (
    <Region name={t('pages.security.activity.title')} lead={t('pages.security.activity.lead')}>
      <Loading of={loaded} failed={t('pages.security.failed')}>
        {({ events, count, hasMore }) => (
          <>
            <ul class="rows">
              {events.map((event) => (
                <EventRow key={event.id} event={event} />
              ))}
            </ul>
            <p class="hint">{events.length === 0 ? t('pages.security.activity.none') : t('pages.security.activity.count', { count })}</p>
            {hasMore && (
              <Button look="plain" isBusy={act.isBusy} onClick={showMore}>
                {t('pages.security.activity.more')}
              </Button>
            )}
          </>
        )}
      </Loading>
      <Failed of={act} />
      <Told text={told} />
    </Region>
  );
}

function EventRow({ event }: { readonly event: OwnEvent }) {
  const { id, status, ip, device_name: device, created_at: at, times } = event;
  return (
    <Row
      id={id}
      name={titleOf(event)}
      badge={status === 'failure' && <span class="badge warn">{t('pages.security.activity.failure')}</span>}
      details={[
        reasonIn(event),
        [momentIn(at), times && t('pages.security.activity.times', { count: times }), device && deviceWords(device, t), ip]
          .filter(Boolean)
          .join(' · '),
      ]}
    />
  );
}

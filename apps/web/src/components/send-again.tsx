import { useState } from 'preact/hooks';
import { t } from '../app/words.js';
import { Button } from './button.js';
import { Countdown } from './countdown.js';
import { Form } from './form.js';
import { Notice } from './notice.js';

/** What mail needs to arrive, before another one is worth asking for. */
const PAUSE_SECONDS = 60;

/** Has a mail or an SMS sent once more, after a pause. @param onSend throws what the service answers */
export function SendAgain({
  onSend,
  pauseSeconds = PAUSE_SECONDS,
}: {
  readonly onSend: () => Promise<void>;
  readonly pauseSeconds?: number;
}) {
  const [isWaiting, wait] = useState(true);
  const [times, setTimes] = useState(0);
  const send = async (): Promise<void> => {
    await onSend();
    setTimes(times + 1);
    wait(true);
  };
  return (
    <>
      {times > 0 && (
        <Notice kind="good">
          <p>{t('pages.common.sentAgain')}</p>
        </Notice>
      )}
      {isWaiting ? (
        <div>
          <p class="hint">
            {t('pages.common.sendAgainIn')} <Countdown key={times} seconds={pauseSeconds} onOver={() => wait(false)} />
          </p>
        </div>
      ) : (
        <Form name="again" onSubmit={send}>
          <Button look="plain">{t('pages.common.sendAgain')}</Button>
        </Form>
      )}
    </>
  );
}

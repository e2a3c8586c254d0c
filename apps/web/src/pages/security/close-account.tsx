import { orThrow } from '@castellan/client';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Failed } from '../../components/failed.js';
import { useAct } from '../../app/act.js';
import { boot } from '../../app/boot.js';
import { api } from '../../app/client.js';
import { dayIn } from '../../app/moment.js';
import { withProof } from '../../app/recent.js';
import { leaveEnded } from '../../app/session.js';
import { t } from '../../app/words.js';

const DAY_MS = 24 * 3_600_000;

/** Says what happens, and when; then it happens. */
export function CloseAccount({ onKeep }: { readonly onKeep: () => void }) {
  const act = useAct();
  const erased = dayIn(new Date(Date.now() + boot.erasureDays * DAY_MS));
  const close = async (): Promise<void> => {
    if (!(await withProof(() => orThrow(api.DELETE('/api/auth/me'))))) return;
    leaveEnded({ key: 'pages.security.data.closed', values: { date: erased } });
  };
  return (
    <Dialog title={t('pages.security.data.closeTitle')} onClose={onKeep}>
      <ul>
        <li>{t('pages.security.data.closeNow')}</li>
        <li>{t('pages.security.data.closeLater', { count: boot.erasureDays, date: erased })}</li>
        <li>{t('pages.security.data.closeKeep')}</li>
      </ul>
      <Failed of={act} />
      <div class="actions">
        <Button look="drastic" isBusy={act.isBusy} onClick={() => act.run(close)}>
          {t('pages.security.data.close')}
        </Button>
        <Button look="plain" onClick={onKeep}>
          {t('pages.security.data.keep')}
        </Button>
      </div>
    </Dialog>
  );
}

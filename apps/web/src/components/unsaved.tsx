import { useEffect, useState } from 'preact/hooks';
import { LeaveGuard } from '../app/leaving.js';
import { t } from '../app/words.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';

LeaveGuard.passBy();

/**
 * While it is on the page, leaving asks first: by a link of the page, by going back, and, in the browser's own words, by closing it or by
 * another address.
 */
export function Unsaved({ lead }: { readonly lead: string }) {
  const [leave, ask] = useState<{ readonly by: () => void } | null>(null);
  useEffect(() => {
    const guard = new LeaveGuard((by) => ask({ by }));
    return () => guard.end();
  }, []);
  if (!leave) return null;
  const stay = (): void => ask(null);
  return (
    <Dialog title={t('pages.profile.leaveTitle')} onClose={stay}>
      <p>{lead}</p>
      <div class="actions">
        <Button onClick={stay}>{t('pages.profile.stay')}</Button>
        <Button look="drastic" onClick={leave.by}>
          {t('pages.profile.leave')}
        </Button>
      </div>
    </Dialog>
  );
}

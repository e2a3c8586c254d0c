import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Button } from '../../components/button.js';
import { Failed } from '../../components/failed.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { useAct } from '../../app/act.js';
import { boot } from '../../app/boot.js';
import { api } from '../../app/client.js';
import { withProof } from '../../app/recent.js';
import { fileNameOf, saveFile } from '../../app/save-file.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';
import { CloseAccount } from './close-account.js';

/** Everything that is stored, to keep; and the end of it. */
export function DataRegion() {
  const { changed } = useChanges();
  const [told, tell] = useState<string | null>(null);
  const [isClosing, close] = useState(false);
  const act = useAct();
  const exportAll = async (): Promise<void> => {
    tell(null);
    const all = await withProof(() => orThrow(api.GET('/api/auth/me/export')));
    if (!all) return;
    const file = `${fileNameOf(boot.brand.name)}-${new Date().toISOString().slice(0, 10)}.json`;
    saveFile(file, 'application/json', JSON.stringify(all.answer, null, 2));
    tell(t('pages.security.data.exported', { file }));
    changed();
  };
  return (
    <Region name={t('pages.security.data.title')}>
      <p class="lead">{t('pages.security.data.exportLead')}</p>
      <Button look="plain" isBusy={act.isBusy} onClick={() => act.run(exportAll)}>
        {t('pages.security.data.export')}
      </Button>
      <Told text={told} />
      <Failed of={act} />
      <p class="lead">{t('pages.security.data.closeLead', { count: boot.erasureDays })}</p>
      <Button look="drastic" onClick={() => close(true)}>
        {t('pages.security.data.close')}
      </Button>
      {isClosing && <CloseAccount onKeep={() => close(false)} />}
    </Region>
  );
}

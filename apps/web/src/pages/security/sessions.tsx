import { Region } from '../../components/region.js';
import { t } from '../../app/words.js';
import { Devices } from './devices.js';
import { Sessions } from './session-list.js';

/** Where one is signed in, and on what. */
export function SessionsRegion() {
  return (
    <Region name={t('pages.security.sessions.title')} lead={t('pages.security.sessions.lead')}>
      <Sessions />
      <Devices />
    </Region>
  );
}

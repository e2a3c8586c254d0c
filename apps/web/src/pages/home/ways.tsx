import { boot } from '../../app/boot.js';
import { t } from '../../app/words.js';

/** For whoever develops: where else there is something to see. Never there in production. */
export function Ways() {
  if (!boot.ways) return null;
  const { docs, inbox, panel } = boot.ways;
  return (
    <nav aria-label={t('pages.home.development')}>
      <h2>{t('pages.home.development')}</h2>
      <ul class="ways">
        {docs && <Way to={docs} name={t('pages.home.docs')} what={t('pages.home.docsLead')} />}
        {inbox && <Way to={inbox} name={t('pages.home.inbox')} what={t('pages.home.inboxLead')} />}
        {panel && <Way to={panel} name={t('pages.home.panel')} what={t('pages.home.panelLead')} />}
      </ul>
    </nav>
  );
}

interface WayProps {
  readonly to: string;
  readonly name: string;
  readonly what: string;
}

export function Way({ to, name, what }: WayProps) {
  return (
    <li>
      <a href={to}>
        <strong>{name}</strong> {what}
      </a>
    </li>
  );
}

import type { User } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { refreshUser } from '../../app/session.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';
import type { TwoFactorActs } from './two-factor/acts.js';
import { BackupCodes } from './two-factor/backup-codes.js';
import { TwoFactorOff } from './two-factor/off.js';
import { TwoFactorOn } from './two-factor/on.js';

/** The second factor: set up, turned off, and its backup codes, which are shown once. */
export function TwoFactorRegion({ user }: { readonly user: User }) {
  const { changed } = useChanges();
  const [told, tell] = useState<string | null>(null);
  const [codes, show] = useState<readonly string[] | null>(null);
  const { two_factor_enabled: isOn } = user;
  const settle = (result: string | null): void => {
    tell(result);
    show(null);
    changed();
    void refreshUser();
  };
  const acts: TwoFactorActs = {
    onBegin: () => tell(null),
    onCodes: (made, result) => {
      tell(result);
      show(made);
    },
    onAppAdded: () => settle(t('pages.security.twoFactor.appAdded')),
    onTurnedOff: () => settle(t('pages.security.twoFactor.turnedOff')),
  };
  const badge = (
    <span class={`badge ${isOn ? 'good' : 'warn'}`}>{t(isOn ? 'pages.security.twoFactor.on' : 'pages.security.twoFactor.off')}</span>
  );
  return (
    <Region name={t('pages.security.twoFactor.title')} badge={!codes && badge}>
      <Told text={told} />
      {codes ? (
        <BackupCodes codes={codes} user={user} onDone={() => settle(null)} />
      ) : isOn ? (
        <TwoFactorOn user={user} acts={acts} />
      ) : (
        <TwoFactorOff user={user} acts={acts} />
      )}
    </Region>
  );
}

import type { Act } from '../../app/act.js';
import { hasPasskeys } from '../../app/passkeys.js';
import { t } from '../../app/words.js';
import { PasskeyButton } from '../../components/passkey-button.js';

interface Props {
  readonly act: Act;
  readonly onAsk: () => Promise<void>;
}

/** In without typing anything, where the browser can. */
export function PasskeyWay({ act, onAsk }: Props) {
  if (!hasPasskeys) return null;
  return (
    <>
      <p class="divider">{t('pages.login.or')}</p>
      <PasskeyButton look="plain" act={act} onAsk={onAsk}>
        {t('pages.login.withPasskey')}
      </PasskeyButton>
    </>
  );
}

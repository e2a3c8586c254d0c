import { orThrow } from '@castellan/client';
import { PasskeyButton } from '../../../components/passkey-button.js';
import { api } from '../../../app/client.js';
import { withOwnPasskey } from '../../../app/passkeys.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import type { TwoFactorActs } from './acts.js';

/** Turned on with a passkey that one has, without an authenticator app. */
export function TurnOnByPasskey({ acts }: { readonly acts: TwoFactorActs }) {
  const turnOn = async (): Promise<void> => {
    acts.onBegin();
    const call = () => withOwnPasskey((credential) => orThrow(api.POST('/api/auth/2fa/enable', { body: { credential } })));
    const enabled = await withProof(call);
    if (enabled) acts.onCodes(enabled.answer.backup_codes, t('pages.security.twoFactor.enabled'));
  };
  return (
    <PasskeyButton look="plain" onAsk={turnOn}>
      {t('pages.security.twoFactor.onByPasskey')}
    </PasskeyButton>
  );
}

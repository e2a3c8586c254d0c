import { orThrow, type User } from '@castellan/client';
import { useState } from 'preact/hooks';
import { PasskeyButton } from '../../../components/passkey-button.js';
import { api } from '../../../app/client.js';
import { withOwnPasskey } from '../../../app/passkeys.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import type { TwoFactorActs } from './acts.js';
import { MailProof, wantsMail } from './mail-proof.js';

interface Props {
  readonly user: User;
  readonly acts: TwoFactorActs;
}

/** Turned on with a passkey that one has, without an authenticator app; staff proves first that they read their mail. */
export function TurnOnByPasskey({ user, acts }: Props) {
  const [needsMail, askForMail] = useState(false);
  const turnOn = async (mailedCode: string | null): Promise<void> => {
    acts.onBegin();
    const proof = mailedCode === null ? {} : { otp_code: mailedCode };
    const call = () => withOwnPasskey((credential) => orThrow(api.POST('/api/auth/2fa/enable', { body: { credential, ...proof } })));
    const enabled = await withProof(call);
    if (enabled) acts.onCodes(enabled.answer.backup_codes, t('pages.security.twoFactor.enabled'));
  };
  const begin = async (): Promise<void> => {
    if (user.is_staff) {
      askForMail(true);
      return;
    }
    await turnOn(null).catch((error: unknown) => {
      if (!wantsMail(error)) throw error;
      askForMail(true);
    });
  };
  if (needsMail) {
    const { email } = user;
    const lead = t('pages.security.twoFactor.staffLeadOn', { email });
    return <MailProof email={email} lead={lead} onCode={turnOn} onCancel={() => askForMail(false)} />;
  }
  return (
    <PasskeyButton look="plain" onAsk={begin}>
      {t('pages.security.twoFactor.onByPasskey')}
    </PasskeyButton>
  );
}

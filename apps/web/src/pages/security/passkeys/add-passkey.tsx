import { orThrow, type User } from '@castellan/client';
import { useState } from 'preact/hooks';
import { PasskeyButton } from '../../../components/passkey-button.js';
import type { ButtonProps } from '../../../components/button.js';
import { Focused } from '../../../components/focused.js';
import { useAct } from '../../../app/act.js';
import { api } from '../../../app/client.js';
import { ceremonies, inTurn } from '../../../app/passkeys.js';
import { withProof } from '../../../app/recent.js';
import { t } from '../../../app/words.js';
import { MailProof, wantsMail } from '../two-factor/mail-proof.js';
import type { CreationOptions } from '../../../passkeys/ceremonies.js';
import type { OwnPasskey } from './own-passkey.js';

interface Props extends Pick<ButtonProps, 'look'> {
  readonly user: User;
  /** Of the button. */
  readonly name: string;
  readonly onBegin?: () => void;
  /** `codes` come with the first second factor. */
  readonly onAdded: (passkey: OwnPasskey, codes: readonly string[] | null) => void;
}

/** Has the device make a passkey; staff without a second factor proves first that they read their mail. */
export function AddPasskey({ user, name, look, onBegin, onAdded }: Props) {
  const { act, needsMail, begin, goOnWith, cancel } = useAdding(user, onAdded);
  if (needsMail) {
    return (
      <Focused>
        <MailProof
          email={user.email}
          lead={t('pages.security.passkeys.staffLead', { email: user.email })}
          onCode={goOnWith}
          onCancel={cancel}
        />
      </Focused>
    );
  }
  const ask = (): Promise<void> => {
    onBegin?.();
    return begin();
  };
  return (
    <PasskeyButton look={look} act={act} onAsk={ask}>
      {name}
    </PasskeyButton>
  );
}

function useAdding({ is_staff: isStaff, two_factor_enabled: isProtected }: User, onAdded: Props['onAdded']) {
  const [needsMail, askForMail] = useState(isStaff && !isProtected);
  const [isAsked, ask] = useState(false);
  const act = useAct();
  const make = async (options: CreationOptions | null): Promise<void> => {
    const made = options && (await inTurn(() => register(options)));
    if (made) onAdded(made, made.backup_codes ?? null);
  };
  const begin = async (): Promise<void> => {
    if (needsMail) {
      ask(true);
      return;
    }
    try {
      await make(await optionsFor(null));
    } catch (error) {
      if (!wantsMail(error)) throw error;
      askForMail(true);
      ask(true);
    }
  };
  /** The code is spent by now: how the rest ends is said beside the button. */
  const goOnWith = async (mailedCode: string): Promise<void> => {
    const options = await optionsFor(mailedCode);
    ask(false);
    act.run(() => make(options));
  };
  return { act, needsMail: isAsked, begin, goOnWith, cancel: () => ask(false) };
}

async function optionsFor(mailedCode: string | null): Promise<CreationOptions | null> {
  const body = mailedCode === null ? {} : { otp_code: mailedCode };
  const begun = await withProof(() => orThrow(api.POST('/api/auth/passkeys/options', { body })));
  return begun && begun.answer.options;
}

async function register(options: CreationOptions) {
  const credential = await (await ceremonies()).created(options);
  const added = await withProof(() => orThrow(api.POST('/api/auth/passkeys', { body: { credential } })));
  return added && added.answer;
}

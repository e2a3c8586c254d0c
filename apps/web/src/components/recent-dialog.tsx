import { orThrow, type User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../app/client.js';
import { mayAskPasskey, useOwnFactors } from '../app/own-factors.js';
import { hasPasskeys } from '../app/passkeys.js';
import { askWith } from '../app/recent.js';
import { t } from '../app/words.js';
import { Actions } from './actions.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { Focused } from './focused.js';
import type { Proof, ProofProps } from './proof.js';
import { ProofByCode } from './proof-by-code.js';
import { ProofByPasskey } from './proof-by-passkey.js';
import { ProofByPassword } from './proof-by-password.js';
import { ProofBySentCode } from './proof-by-sent-code.js';

/** Asks who this is, when a call of `withProof` is refused for want of a recent proof. One a page. */
export function RecentDialog({ user }: { readonly user: User }) {
  const [settle, wait] = useState<{ readonly with: (isProven: boolean) => void } | null>(null);
  useEffect(() => askWith(() => new Promise((resolve) => wait({ with: resolve }))), []);
  if (!settle) return null;

  const close = (isProven: boolean): void => {
    wait(null);
    settle.with(isProven);
  };
  const prove = async (proof: Proof): Promise<void> => {
    await orThrow(api.POST('/api/auth/reauthenticate', { body: proof }));
    close(true);
  };
  return (
    <Dialog title={t('pages.recent.title')} onClose={() => close(false)}>
      <p>{t('pages.recent.lead')}</p>
      <Proofs user={user} prove={prove} onCancel={() => close(false)} />
    </Dialog>
  );
}

/** A passkey where there is one, which is the least to do; else, or instead of it, what is typed. */
function Proofs(props: ProofProps) {
  return hasPasskeys ? <ProofByWhatThereIs {...props} /> : <TypedProof {...props} />;
}

function ProofByWhatThereIs(props: ProofProps) {
  const factors = useOwnFactors();
  const [isTyped, type] = useState(false);
  if (!factors.data && !factors.failure) return <Actions onCancel={props.onCancel} />;
  const mayAsk = factors.data !== null && mayAskPasskey(factors.data);
  return (
    <Focused key={String(isTyped)}>
      {mayAsk && !isTyped ? <ProofByPasskey {...props} onOther={() => type(true)} /> : <TypedProof {...props} />}
      {mayAsk && isTyped && (
        <Button look="link" onClick={() => type(false)}>
          {t('pages.passkey.instead')}
        </Button>
      )}
    </Focused>
  );
}

/** The second factor where it is on; else the password; else, or instead of it, a code that was sent. */
function TypedProof(props: ProofProps) {
  const [isSent, send] = useState(!props.user.has_password);
  if (props.user.two_factor_enabled) return <ProofByCode {...props} />;
  if (isSent) return <ProofBySentCode {...props} onPassword={() => send(false)} />;
  return <ProofByPassword {...props} onSentCode={() => send(true)} />;
}

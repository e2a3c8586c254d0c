import { href } from '../../app/boot.js';
import { t } from '../../app/words.js';
import { Button } from '../../components/button.js';
import { Check } from '../../components/check.js';
import { CodeField } from '../../components/code-field.js';
import type { Failure } from '../../components/failure.js';
import { Form, type Typed } from '../../components/form.js';
import type { Assertion } from '../../passkeys/ceremonies.js';

/** What finishes a sign-in, as `2fa/verify-login/` takes it. */
export type Answer = { readonly trust_device: boolean } & ({ readonly code: string } | { readonly credential: Assertion });

const trusts = ({ trust_device }: Typed): boolean => trust_device !== undefined;

interface CodeWayProps {
  /** Whether an authenticator is among the user's factors; else there are backup codes alone. */
  readonly hasApp: boolean;
  readonly onCode: (answer: Answer) => Promise<void>;
}

/** A code of the authenticator, or a backup code. @param onCode throws what the service answers */
export function CodeWay({ hasApp, onCode }: CodeWayProps) {
  return (
    <Form
      key="code"
      onSubmit={({ code = '', ...typed }) => onCode({ code, trust_device: trusts(typed) })}
      blames={{ invalid_code: 'code' }}
      words={{ invalid_code: t('pages.secondFactor.wrong') }}
      advice={adviceFor}
    >
      <CodeField {...(hasApp && { hint: t('pages.secondFactor.lost') })} inputMode="text" isFocused />
      <Check name="trust_device" label={t('pages.secondFactor.trust')} />
      <Button>{t('pages.secondFactor.submit')}</Button>
    </Form>
  );
}

/** A passkey, which the browser asks for. @param onAsk throws how that ended, and what the service answers */
export function PasskeyWay({ onAsk }: { readonly onAsk: (trustsDevice: boolean) => Promise<void> }) {
  return (
    <Form key="passkey" name="passkey" onSubmit={(typed) => onAsk(trusts(typed))} advice={adviceFor}>
      <Check name="trust_device" label={t('pages.secondFactor.trust')} />
      <Button>{t('pages.passkey.use')}</Button>
    </Form>
  );
}

/** What the words of the problem leave open. */
function adviceFor({ code }: Failure) {
  return code === 'password_reset_required' && <a href={href('/password-reset')}>{t('pages.login.reset')}</a>;
}

import { orThrow } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Actions } from '../../components/actions.js';
import { Button } from '../../components/button.js';
import { CodeField } from '../../components/code-field.js';
import { Field } from '../../components/field.js';
import { Focused } from '../../components/focused.js';
import { Form, type Typed } from '../../components/form.js';
import { Notice } from '../../components/notice.js';
import { Told } from '../../components/told.js';
import { api } from '../../app/client.js';
import { withProof } from '../../app/recent.js';
import { t } from '../../app/words.js';

interface Props {
  readonly onClose: () => void;
  readonly onAdded: (told: string) => void;
}

/** A number, then the code that was sent to it. */
export function PhoneForms({ onClose, onAdded }: Props) {
  const [phone, setPhone] = useState<string | null>(null);
  if (phone === null) return <NumberForm onClose={onClose} onSent={setPhone} />;
  return (
    <Focused>
      <ProofForm phone={phone} onClose={onClose} onAdded={onAdded} />
      <Button look="link" onClick={() => setPhone(null)}>
        {t('pages.security.phone.again')}
      </Button>
    </Focused>
  );
}

/** What SMS is worth is told before (OWASP ASVS 5.0, 6.6.1). */
function NumberForm({ onClose, onSent }: Pick<Props, 'onClose'> & { readonly onSent: (phone: string) => void }) {
  const send = async ({ phone = '' }: Typed): Promise<void> => {
    if (await withProof(() => orThrow(api.POST('/api/auth/phone', { body: { phone } })))) onSent(phone);
  };
  return (
    <Form name="phone" onSubmit={send}>
      <Notice kind="info">
        <p>{t('pages.security.phone.notice')}</p>
      </Notice>
      <Field
        name="phone"
        label={t('pages.security.phone.number')}
        hint={t('pages.security.phone.numberHint')}
        type="tel"
        inputMode="tel"
        autocomplete="tel"
      />
      <Actions onCancel={onClose}>
        <Button>{t('pages.security.phone.send')}</Button>
      </Actions>
    </Form>
  );
}

function ProofForm({ phone, onClose, onAdded }: Props & { readonly phone: string }) {
  const send = async ({ code = '' }: Typed): Promise<void> => {
    const proven = await withProof(() => orThrow(api.POST('/api/auth/phone/confirm', { body: { code } })));
    if (!proven) return;
    onClose();
    onAdded(t('pages.security.phone.added', { phone: proven.answer.phone }));
  };
  return (
    <Form name="phone-code" onSubmit={send}>
      <Told text={t('pages.security.phone.sent', { phone })} />
      <CodeField label={t('pages.security.phone.code')} hint={t('pages.security.phone.codeHint', { phone })} />
      <Actions onCancel={onClose}>
        <Button>{t('pages.security.phone.confirm')}</Button>
      </Actions>
    </Form>
  );
}

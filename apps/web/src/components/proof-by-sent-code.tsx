import { orThrow, type User } from '@castellan/client';
import { useEffect, useState } from 'preact/hooks';
import { boot } from '../app/boot.js';
import { api } from '../app/client.js';
import { t } from '../app/words.js';
import { Actions } from './actions.js';
import { Button } from './button.js';
import { CodeField } from './code-field.js';
import { Form } from './form.js';
import type { ProofProps } from './proof.js';
import { Told } from './told.js';

/** By a code that goes to the own address, or to the own number. */
export function ProofBySentCode({ user, prove, onCancel, onPassword }: ProofProps & { readonly onPassword: () => void }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const places = usePlaces(user);
  const password = user.has_password && (
    <Button look="link" onClick={onPassword}>
      {t('pages.recent.usePassword')}
    </Button>
  );
  if (sentTo === null) {
    return (
      <>
        <p>{t('pages.recent.sendLead')}</p>
        {places.map((place, index) => (
          <SendForm key={place} name={`send-${index}`} place={place} onSent={() => setSentTo(place)} />
        ))}
        <Actions onCancel={onCancel} />
        {password}
      </>
    );
  }
  return (
    <Form name="recent" onSubmit={({ otp_code = '' }) => prove({ otp_code })}>
      <Told text={t('pages.recent.sent', { to: sentTo })} />
      <CodeField name="otp_code" label={t('pages.recent.sentCode')} hint={t('pages.recent.sentCodeHint', { to: sentTo })} isFocused />
      <Actions onCancel={onCancel}>
        <Button>{t('pages.recent.confirm')}</Button>
      </Actions>
      <Button look="link" onClick={() => setSentTo(null)}>
        {t('pages.recent.sendAgain')}
      </Button>
      {password}
    </Form>
  );
}

function SendForm({ name, place, onSent }: { readonly name: string; readonly place: string; readonly onSent: () => void }) {
  const send = async (): Promise<void> => {
    await orThrow(api.POST('/api/auth/otp/request', { body: { identifier: place } }));
    onSent();
  };
  return (
    <Form name={name} onSubmit={send}>
      <Button>{t('pages.recent.send', { to: place })}</Button>
    </Form>
  );
}

/** The address, and the number once it is known. */
function usePlaces({ email }: User): readonly string[] {
  const [phone, setPhone] = useState<string | null>(null);
  useEffect(() => {
    if (boot.sms)
      void api.GET('/api/profile').then(
        ({ data }) => setPhone(data?.phone ?? null),
        () => setPhone(null),
      );
  }, []);
  return phone === null ? [email] : [email, phone];
}

import { orThrow, type User } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Actions } from '../../components/actions.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Form, type Typed } from '../../components/form.js';
import { Opening } from '../../components/opening.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { api } from '../../app/client.js';
import { withProof } from '../../app/recent.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';

/** The address, and another one: the account moves once the new one's reader has opened a link. */
export function EmailRegion({ user: { email, is_verified: isVerified } }: { readonly user: User }) {
  const [told, tell] = useState<string | null>(null);
  const badge = (
    <span class={`badge ${isVerified ? 'good' : 'warn'}`}>
      {t(isVerified ? 'pages.security.email.verified' : 'pages.security.email.unverified')}
    </span>
  );
  return (
    <Region name={t('pages.security.email.title')} lead={t('pages.security.email.lead')}>
      <p class="value">
        <bdi>{email}</bdi> {badge}
      </p>
      <Told text={told} />
      <Opening name={t('pages.security.email.change')} onOpen={() => tell(null)}>
        {(close) => <EmailForm onClose={close} onAsked={tell} />}
      </Opening>
    </Region>
  );
}

function EmailForm({ onClose, onAsked }: { readonly onClose: () => void; readonly onAsked: (told: string) => void }) {
  const { changed } = useChanges();
  const send = async ({ new_email = '' }: Typed): Promise<void> => {
    if (!(await withProof(() => orThrow(api.POST('/api/auth/change-email', { body: { new_email } }))))) return;
    onClose();
    onAsked(t('pages.security.email.sent', { email: new_email }));
    changed();
  };
  return (
    <Form name="email" onSubmit={send}>
      <Field
        name="new_email"
        label={t('pages.security.email.new')}
        hint={t('pages.security.email.newHint')}
        type="email"
        inputMode="email"
        autocomplete="email"
        autoCapitalize="none"
        spellcheck={false}
      />
      <Actions onCancel={onClose}>
        <Button>{t('pages.security.email.save')}</Button>
      </Actions>
    </Form>
  );
}

import { orThrow, type User } from '@castellan/client';
import { useState } from 'preact/hooks';
import { Actions } from '../../components/actions.js';
import { Button } from '../../components/button.js';
import { Form, type Typed } from '../../components/form.js';
import { Opening } from '../../components/opening.js';
import { PasswordField } from '../../components/password-field.js';
import { Region } from '../../components/region.js';
import { Told } from '../../components/told.js';
import { UsernameField } from '../../components/username-field.js';
import { api } from '../../app/client.js';
import { withProof } from '../../app/recent.js';
import { refreshUser } from '../../app/session.js';
import { t } from '../../app/words.js';
import { useChanges } from './changes.js';

interface Props {
  readonly user: User;
}

/** A new password, or the first one. */
export function PasswordRegion({ user }: Props) {
  const { has_password: hasPassword } = user;
  const [told, tell] = useState<string | null>(null);
  return (
    <Region
      name={t('pages.security.password.title')}
      lead={t(hasPassword ? 'pages.security.password.lead' : 'pages.security.password.leadNone')}
    >
      <Told text={told} />
      <Opening name={t('pages.security.password.change')} onOpen={() => tell(null)}>
        {(close) => <PasswordForm user={user} onClose={close} onChanged={tell} />}
      </Opening>
    </Region>
  );
}

function PasswordForm({ user, onClose, onChanged }: Props & { readonly onClose: () => void; readonly onChanged: (told: string) => void }) {
  const { changed } = useChanges();
  const { has_password: hadPassword } = user;
  const send = async ({ old_password, new_password = '', confirm_password = '' }: Typed): Promise<void> => {
    const body = { new_password, confirm_password, ...(hadPassword && { old_password }) };
    if (!(await withProof(() => orThrow(api.POST('/api/auth/change-password', { body }))))) return;
    onClose();
    onChanged(t(hadPassword ? 'pages.security.password.changed' : 'pages.security.password.set'));
    changed();
    await refreshUser();
  };
  return (
    <Form name="password" onSubmit={send}>
      <UsernameField user={user} />
      {hadPassword && <PasswordField name="old_password" label={t('pages.security.password.old')} autocomplete="current-password" />}
      <PasswordField
        name="new_password"
        label={t('pages.security.password.new')}
        hint={t('pages.security.password.newHint')}
        autocomplete="new-password"
      />
      <PasswordField name="confirm_password" label={t('pages.security.password.confirm')} autocomplete="new-password" />
      <Actions onCancel={onClose}>
        <Button>{t('pages.security.password.save')}</Button>
      </Actions>
    </Form>
  );
}

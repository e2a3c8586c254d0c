import { t } from '../app/words.js';
import { Actions } from './actions.js';
import { Button } from './button.js';
import { Form } from './form.js';
import { PasswordField } from './password-field.js';
import type { ProofProps } from './proof.js';
import { UsernameField } from './username-field.js';

/** By the password; who does not have it at hand has a code sent instead. */
export function ProofByPassword({ user, prove, onCancel, onSentCode }: ProofProps & { readonly onSentCode: () => void }) {
  return (
    <Form name="recent" onSubmit={({ password = '' }) => prove({ password })}>
      <UsernameField user={user} />
      <PasswordField name="password" label={t('pages.recent.password')} autocomplete="current-password" isFocused />
      <Actions onCancel={onCancel}>
        <Button>{t('pages.recent.confirm')}</Button>
      </Actions>
      <Button look="link" onClick={onSentCode}>
        {t('pages.recent.useSent', { to: user.email })}
      </Button>
    </Form>
  );
}

import { useState } from 'preact/hooks';
import { signOut } from '../app/session.js';
import { t } from '../app/words.js';
import { Button } from './button.js';
import { Form } from './form.js';

/** Ends the session by a POST, once. */
export function SignOutForm({ look }: { readonly look: 'primary' | 'plain' }) {
  const [isLeaving, leave] = useState(false);
  const send = async (): Promise<void> => {
    await signOut();
    leave(true);
  };
  return (
    <Form onSubmit={send}>
      <Button look={look} isBusy={isLeaving}>
        {t('pages.common.signOut')}
      </Button>
    </Form>
  );
}

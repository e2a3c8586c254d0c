import { withOwnPasskey } from '../app/passkeys.js';
import { t } from '../app/words.js';
import { Actions } from './actions.js';
import { Button } from './button.js';
import { Form } from './form.js';
import type { ProofProps } from './proof.js';

/** By a passkey; who does not have it at hand proves it another way. */
export function ProofByPasskey({ prove, onCancel, onOther }: ProofProps & { readonly onOther: () => void }) {
  return (
    <Form name="recent" onSubmit={() => withOwnPasskey((credential) => prove({ credential }))}>
      <Actions onCancel={onCancel}>
        <Button>{t('pages.passkey.use')}</Button>
      </Actions>
      <Button look="link" onClick={onOther}>
        {t('pages.recent.otherWay')}
      </Button>
    </Form>
  );
}

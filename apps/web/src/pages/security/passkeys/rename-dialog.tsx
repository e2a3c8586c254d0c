import { orThrow } from '@castellan/client';
import { Actions } from '../../../components/actions.js';
import { Button } from '../../../components/button.js';
import { Dialog } from '../../../components/dialog.js';
import { Field } from '../../../components/field.js';
import { Form, type Typed } from '../../../components/form.js';
import { api } from '../../../app/client.js';
import { t } from '../../../app/words.js';
import type { OwnPasskey } from './own-passkey.js';

interface Props {
  readonly passkey: OwnPasskey;
  readonly onRenamed: (told: string) => void;
  readonly onClose: () => void;
}

/** What a passkey is called is for its owner alone. */
export function RenameDialog({ passkey: { id, name }, onRenamed, onClose }: Props) {
  const send = async ({ name: typed = '' }: Typed): Promise<void> => {
    const renamed = await orThrow(api.PATCH('/api/auth/passkeys/{id}', { params: { path: { id } }, body: { name: typed } }));
    onClose();
    onRenamed(t('pages.security.passkeys.renamed', { name: renamed.name }));
  };
  return (
    <Dialog title={t('pages.security.passkeys.renameTitle', { name })} onClose={onClose}>
      <Form name="rename" onSubmit={send}>
        <Field name="name" label={t('pages.security.passkeys.name')} autocomplete="off" maxLength={64} value={name} />
        <Actions onCancel={onClose}>
          <Button>{t('pages.security.passkeys.save')}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}

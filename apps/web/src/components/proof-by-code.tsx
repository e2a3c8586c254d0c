import { t } from '../app/words.js';
import { Actions } from './actions.js';
import { Button } from './button.js';
import { CodeField } from './code-field.js';
import { Form } from './form.js';
import type { ProofProps } from './proof.js';

/** By the second factor. */
export function ProofByCode({ prove, onCancel }: ProofProps) {
  return (
    <Form name="recent" onSubmit={({ code = '' }) => prove({ code })}>
      <CodeField hint={t('pages.recent.codeHint')} inputMode="text" isFocused />
      <Actions onCancel={onCancel}>
        <Button>{t('pages.recent.confirm')}</Button>
      </Actions>
    </Form>
  );
}

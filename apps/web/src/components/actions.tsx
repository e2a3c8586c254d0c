import type { ComponentChildren } from 'preact';
import { t } from '../app/words.js';
import { Button } from './button.js';

interface Props {
  readonly children?: ComponentChildren;
  readonly onCancel: () => void;
}

/** The button of a form, and the one that gives it up. */
export function Actions({ children, onCancel }: Props) {
  return (
    <div class="actions">
      {children}
      <Button look="quiet" onClick={onCancel}>
        {t('pages.recent.cancel')}
      </Button>
    </div>
  );
}

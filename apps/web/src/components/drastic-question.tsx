import type { ComponentChildren } from 'preact';
import { t } from '../app/words.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';

interface Props {
  readonly title: string;
  /** What the button that does it says. */
  readonly act: string;
  readonly onAct: () => void;
  readonly onClose: () => void;
  /** What it brings about. */
  readonly children: ComponentChildren;
}

/** Asks once more before something is taken away. */
export function DrasticQuestion({ title, act, onAct, onClose, children }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div class="actions">
        <Button look="drastic" onClick={onAct}>
          {act}
        </Button>
        <Button look="plain" onClick={onClose}>
          {t('pages.recent.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

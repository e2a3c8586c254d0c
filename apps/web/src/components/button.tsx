import type { ComponentChildren } from 'preact';
import { useForm } from './form.js';

interface Props {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'drastic' | 'link';
  /** Without it the button sends its form. */
  readonly onClick?: () => void;
  readonly isBusy?: boolean;
  readonly children: ComponentChildren;
}

/** A button that stays where it is, and keeps the focus, while something is on its way. */
export function Button({ look = 'primary', onClick, isBusy: isOwnBusy = false, children }: Props) {
  const form = useForm();
  const isBusy = isOwnBusy || (!onClick && form.isBusy);
  return (
    <button
      type={onClick ? 'button' : 'submit'}
      class={look === 'plain' ? 'button' : `button ${look}`}
      aria-disabled={isBusy}
      aria-busy={isBusy}
      onClick={onClick && (() => (isBusy ? undefined : onClick()))}
    >
      {children}
    </button>
  );
}

import type { ComponentChildren } from 'preact';
import { useForm } from './form.js';

export interface ButtonProps {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'drastic' | 'link';
  /** Without it the button sends its form. */
  readonly onClick?: () => void;
  readonly isBusy?: boolean;
  /** The id of what says what it is for, where its name alone does not. */
  readonly describedBy?: string;
  readonly children: ComponentChildren;
}

/** A button that stays where it is, and keeps the focus, while something is on its way. */
export function Button({ look = 'primary', onClick, isBusy: isOwnBusy = false, describedBy, children }: ButtonProps) {
  const form = useForm();
  const isBusy = isOwnBusy || (!onClick && form.isBusy);
  return (
    <button
      type={onClick ? 'button' : 'submit'}
      class={look === 'plain' ? 'button' : `button ${look}`}
      aria-disabled={isBusy || (!onClick && form.isWaiting)}
      aria-busy={isBusy}
      aria-describedby={describedBy}
      onClick={onClick && (() => (isBusy ? undefined : onClick()))}
    >
      {children}
    </button>
  );
}

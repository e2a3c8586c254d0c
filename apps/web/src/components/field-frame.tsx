import type { ComponentChildren } from 'preact';
import { useForm } from './form.js';

export interface FrameProps {
  /** As the API calls it: what it says of the field finds its way back by it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
}

/** What ties an input to its label, its hint and what is wrong with it. */
export interface InFrame {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

interface Props extends FrameProps {
  readonly children: (ties: InFrame) => ComponentChildren;
}

/** A label, the input below it, what is wrong with it, and a hint. */
export function FieldFrame({ name, label, hint, children }: Props) {
  const { prefix, errorsOf } = useForm();
  const id = `${prefix}${name}`;
  const errors = errorsOf(name);
  const describedBy = `${id}-errors${hint ? ` ${id}-hint` : ''}`;
  return (
    <div class="field">
      <label for={id} id={`${id}-label`}>
        {label}
      </label>
      {children({ id, name, 'aria-invalid': errors.length > 0, 'aria-describedby': describedBy })}
      <div class="errors" id={`${id}-errors`}>
        {errors.map((error) => (
          <p key={error}>{error}</p>
        ))}
      </div>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

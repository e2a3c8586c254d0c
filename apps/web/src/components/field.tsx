import type { ComponentChildren, JSX } from 'preact';
import { useForm } from './form.js';

type InputProps = JSX.IntrinsicElements['input'];

export interface FieldProps extends Pick<InputProps, 'inputMode' | 'maxLength' | 'autoCapitalize' | 'spellcheck' | 'min' | 'max'> {
  /** As the API calls it: what it says of the field finds its way back by it. */
  readonly name: string;
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'date';
  readonly label: string;
  readonly autocomplete: string;
  readonly hint?: ComponentChildren;
  readonly isOptional?: boolean;
  readonly isFocused?: boolean;
  readonly value?: string;
  /** Inside of the frame, behind the input. */
  readonly children?: ComponentChildren;
}

/** An input with its label, its hint and what is wrong with it. What is typed stays in the input, until the form is sent. */
export function Field({ name, type = 'text', label, autocomplete, hint, isOptional, isFocused, value, children, ...input }: FieldProps) {
  const { prefix, errorsOf } = useForm();
  const id = `${prefix}${name}`;
  const errors = errorsOf(name);
  const own = { type, id, name, defaultValue: value, autocomplete, autofocus: isFocused, required: !isOptional };
  const attributes = { ...input, ...own } as InputProps; // Preact types each `type` apart
  return (
    <div class="field">
      <label for={id} id={`${id}-label`}>
        {label}
      </label>
      <div class="input">
        <input {...attributes} aria-invalid={errors.length > 0} aria-describedby={`${id}-errors${hint ? ` ${id}-hint` : ''}`} />
        {children}
      </div>
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

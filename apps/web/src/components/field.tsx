import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { FieldFrame, type FrameProps } from './field-frame.js';

type InputProps = JSX.IntrinsicElements['input'];

type Attributes = Pick<InputProps, 'inputMode' | 'maxLength' | 'autoCapitalize' | 'spellcheck' | 'min' | 'max'>;

export interface FieldProps extends FrameProps, Attributes {
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'date';
  readonly autocomplete: string;
  readonly isOptional?: boolean;
  readonly isFocused?: boolean;
  readonly value?: string;
  /** The id of a `datalist`. */
  readonly list?: string;
  /** Inside of the frame, behind the input. */
  readonly children?: ComponentChildren;
}

/** An input with its label, its hint and what is wrong with it. What is typed stays in the input, until the form is sent. */
export function Field({ type = 'text', autocomplete, isOptional, isFocused, value, children, name, label, hint, ...input }: FieldProps) {
  const element = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFocused && document.activeElement === document.body) element.current?.focus(); // not away from where somebody is, or a heading
  }, []);
  const own = { type, defaultValue: value, autocomplete, autofocus: isFocused, required: !isOptional };
  const attributes = { ...input, ...own } as InputProps; // Preact types each `type` apart
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      {(ties) => (
        <div class="input">
          <input {...attributes} {...ties} ref={element} />
          {children}
        </div>
      )}
    </FieldFrame>
  );
}

import { FieldFrame, type FrameProps } from './field-frame.js';

interface Props extends FrameProps {
  readonly value: string;
  readonly autocomplete: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
}

/** One of a few. */
export function SelectField({ value, autocomplete, options, ...frame }: Props) {
  return (
    <FieldFrame {...frame}>
      {(ties) => (
        <select {...ties} autocomplete={autocomplete}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

import { FieldFrame, type FrameProps } from './field-frame.js';

interface Props extends FrameProps {
  readonly value: string;
  readonly maxLength: number;
  readonly onText?: (text: string) => void;
}

/** Several lines of text. */
export function TextField({ value, maxLength, onText, ...frame }: Props) {
  return (
    <FieldFrame {...frame}>
      {(ties) => (
        <textarea
          {...ties}
          rows={4}
          maxLength={maxLength}
          defaultValue={value}
          onInput={({ currentTarget }) => onText?.(currentTarget.value)}
        />
      )}
    </FieldFrame>
  );
}

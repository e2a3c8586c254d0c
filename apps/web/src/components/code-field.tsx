import { t } from '../app/words.js';
import { Field, type FieldProps } from './field.js';

type Props = Partial<Pick<FieldProps, 'name' | 'hint' | 'label' | 'inputMode' | 'isFocused'>>;

/** A code: out of a mail, an SMS or an authenticator. Blanks and dashes that come with it are the service's to read. */
export function CodeField({ name = 'code', label = t('pages.common.code'), inputMode = 'numeric', ...props }: Props) {
  return (
    <Field
      {...props}
      name={name}
      label={label}
      inputMode={inputMode}
      type="text"
      autocomplete="one-time-code"
      autoCapitalize="none"
      spellcheck={false}
      maxLength={32}
    />
  );
}

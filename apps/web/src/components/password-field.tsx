import { useState } from 'preact/hooks';
import { t } from '../app/words.js';
import { Field, type FieldProps } from './field.js';
import { useForm } from './form.js';

type Props = Pick<FieldProps, 'name' | 'label' | 'hint' | 'isFocused'> & { readonly autocomplete: 'current-password' | 'new-password' };

/** A password, which can be looked at. */
export function PasswordField(props: Props) {
  const { prefix } = useForm();
  const [isShown, show] = useState(false);
  return (
    <Field {...props} type={isShown ? 'text' : 'password'} autoCapitalize="none" spellcheck={false}>
      <button
        type="button"
        class="reveal"
        aria-pressed={isShown}
        aria-describedby={`${prefix}${props.name}-label`}
        onClick={() => show(!isShown)}
      >
        {isShown ? t('pages.common.hide') : t('pages.common.show')}
      </button>
    </Field>
  );
}

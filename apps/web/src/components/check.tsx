import { useForm } from './form.js';

interface Props {
  readonly name: string;
  readonly label: string;
}

/** A box to tick. */
export function Check({ name, label }: Props) {
  const { prefix } = useForm();
  return (
    <label class="check" for={`${prefix}${name}`}>
      <input type="checkbox" id={`${prefix}${name}`} name={name} value="yes" />
      {label}
    </label>
  );
}

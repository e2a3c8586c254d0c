import { useState } from 'preact/hooks';
import { t } from '../../app/words.js';
import { TextField } from '../../components/text-field.js';

const LENGTH = 2_000;

export function BioField({ value }: { readonly value: string }) {
  const [left, count] = useState(LENGTH - value.length);
  return (
    <TextField
      name="bio"
      label={t('pages.profile.bio')}
      value={value}
      maxLength={LENGTH}
      hint={t('pages.profile.bioHint', { count: left })}
      onText={(text) => count(LENGTH - text.length)}
    />
  );
}

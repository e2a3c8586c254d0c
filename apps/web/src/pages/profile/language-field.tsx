import { boot } from '../../app/boot.js';
import { t } from '../../app/words.js';
import { SelectField } from '../../components/select-field.js';

/** The languages that are offered, and the stored one where that is another. */
export function LanguageField({ value }: { readonly value: string | null }) {
  const offered = boot.languages.map(({ code, name }) => ({ value: code, name }));
  const isOther = value !== null && !offered.some((language) => language.value === value);
  const options = [{ value: '', name: t('pages.profile.languageNone') }, ...offered, ...(isOther ? [{ value, name: nameOf(value) }] : [])];
  return (
    <SelectField
      name="language"
      label={t('pages.profile.language')}
      hint={t('pages.profile.languageHint')}
      autocomplete="language"
      value={value ?? ''}
      options={options}
    />
  );
}

function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag, boot.language], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
}

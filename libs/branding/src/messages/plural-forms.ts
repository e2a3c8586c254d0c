/** What CLDR calls the forms, and i18next writes behind the key: `messages_one`, `messages_other`. */
const FORM = /^(.+)_(zero|one|two|few|many|other)$/;

/** A key without its form and the form; null: no form of a plural. */
export function pluralOf(key: string): { readonly key: string; readonly form: string } | null {
  const [, base, form] = FORM.exec(key) ?? [];
  return base === undefined || form === undefined ? null : { key: base, form };
}

/** The forms that a language counts with, by CLDR as this Node has it. */
export const formsOf = (language: string): readonly string[] => new Intl.PluralRules(language).resolvedOptions().pluralCategories;

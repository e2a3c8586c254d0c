/** A language as BCP 47 writes it (`de-at` is `de-AT`, `iw` is `he`); null: none that could be one. @internal */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * The one of `languages` that somebody who asked for `tag` reads: the same, else one that it narrows (`de-AT`: `de`), else another of the
 * same language in the same script (`pt`: `pt-BR`, but not `zh-TW`: `zh-CN`); the lookup of RFC 4647 §3.4, and a little more.
 */
export function matchLanguage(tag: string, languages: readonly string[]): string | null {
  const wanted = canonicalLanguage(tag);
  if (wanted === null) return null;
  const script = scriptOf(wanted);
  const readable = languages.filter((language) => scriptOf(language) === script);
  const narrowed = readable.filter((language) => wanted === language || wanted.startsWith(`${language}-`));
  return narrowed.toSorted((one, other) => other.length - one.length)[0] ?? readable[0] ?? null;
}

function scriptOf(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  return `${language}-${script ?? ''}`;
}

/** What i18next fills in: `{{name}}`, also with a format as in `{{name, number}}`. */
const PLACEHOLDER = /\{\{\s*-?\s*([^{},\s]+)[^{}]*\}\}/g;

/** The names of the placeholders of a text, sorted. */
export const placeholdersOf = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name!).toSorted()),
];

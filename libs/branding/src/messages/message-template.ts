import { matchLanguage } from './language-tag.js';
import { BUILT_IN_LANGUAGES, builtInMessages, MODEL } from './load-languages.js';
import { formsOf, pluralOf } from './plural-forms.js';

type Tree = { readonly [key: string]: string | Tree };

/**
 * The message file from which a translation is begun: of a language that comes with the service its texts, of another one the English,
 * and of a text that counts one for each form that the language counts with.
 */
export function messageTemplate(language: string): string {
  const base = matchLanguage(language, BUILT_IN_LANGUAGES);
  const texts = builtInMessages(base ?? MODEL);
  if (base !== null) return texts;
  const tree = JSON.parse(texts) as Tree; // of texts alone: languages.spec.ts
  return `${JSON.stringify(countedAs(tree, formsOf(language)), null, 2)}\n`;
}

/** The same keys in the same order; a form that English has not begins with the text of its last one, `other`. */
function countedAs(tree: Tree, forms: readonly string[]): Tree {
  const entries = Object.entries(tree).flatMap(([key, value]): readonly (readonly [string, string | Tree])[] => {
    if (typeof value !== 'string') return [[key, countedAs(value, forms)]];
    const plural = pluralOf(key);
    if (!plural) return [[key, value]];
    const textOf = (form: string) => tree[`${plural.key}_${form}`] ?? tree[`${plural.key}_other`] ?? value;
    return plural.form === 'other' ? forms.map((form) => [`${plural.key}_${form}`, textOf(form)]) : [];
  });
  return Object.fromEntries(entries);
}

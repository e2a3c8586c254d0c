import type english from '../../../../libs/branding/src/languages/en.json';
import type { AnswerWords } from './answer-words.js';
import { boot } from './boot.js';

type English = typeof english;
type Sections = Pick<English, 'pages'>;

/** The keys of texts; those that count lose the form behind their name. */
type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? (K extends `${infer Name}_${'one' | 'other'}` ? Name : K) : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

export type Key = KeysOf<Sections>;
export type Values = Readonly<Record<string, string | number>>;

interface Tree {
  readonly [key: string]: string | Tree | undefined;
}

let tree: Tree = {};
const plurals = new Intl.PluralRules(boot.language);

/** Fetches the words of the page's language, once, before anything is shown. @throws Error where they cannot be had */
export async function loadWords(): Promise<void> {
  const answer = await fetch(boot.messagesUrl);
  if (!answer.ok) throw new Error(`The words of the page: ${answer.status}`);
  tree = (await answer.json()) as Tree;
}

/** A text in the language of the page, as i18next writes them: `{{name}}` is filled in, `count` chooses the form. */
export function t(key: Key, values: Values = {}): string {
  return wordsOf(key, values) ?? key;
}

/** What the language says of answers of the API, for `answer-words.ts`. */
export const answerWords = (): AnswerWords => tree as unknown as AnswerWords; // the service writes these sections into every file

/** The same for a key that an answer names; null where nobody has words for it. */
export function wordsOf(key: string, values: Values = {}): string | null {
  const path = key.split('.');
  const last = path.pop() ?? '';
  const text = formsOf(last, values['count'])
    .map((form) => at([...path, form]))
    .find((found) => found !== null);
  return text?.replace(/\{\{\s*(\w+)[^}]*\}\}/g, (place, name: string) => String(values[name] ?? place)) ?? null;
}

/** As i18next calls the forms of what is counted. */
const formsOf = (key: string, count: string | number | undefined): readonly string[] =>
  typeof count === 'number' ? [`${key}_${plurals.select(count)}`, `${key}_other`, key] : [key];

function at(path: readonly string[]): string | null {
  let here: string | Tree | undefined = tree;
  for (const name of path) {
    if (typeof here !== 'object' || !Object.hasOwn(here, name)) return null;
    here = here[name];
  }
  return typeof here === 'string' ? here : null;
}

import { createInstance, type i18n, type ResourceLanguage } from 'i18next';
import { acceptedLanguages } from './accept-language.js';
import { matchLanguage } from './language-tag.js';
import { loadLanguages, MODEL } from './load-languages.js';
import type { FileText } from './message-file.js';

/** Texts by key, or sections of such. */
export interface MessageTree {
  readonly [key: string]: string | MessageTree;
}

/** What the messages are divided into, by who shows them. */
export type MessageSection = 'pages' | 'problems' | 'reasons' | 'fields' | 'panel' | 'mails' | 'sms';

/** What is filled into a text; `count` also chooses the form of a plural. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Where the messages come from. */
export interface MessagesOptions {
  /** BCP 47 tags, the first is taken where nobody asks for one that is there; default English and German. */
  readonly languages?: readonly string[];
  /** A directory of `<language>.json`, which add languages or replace single texts; default none. */
  readonly directory?: string | null;
}

/** All words of the product, by language. */
export class Messages {
  readonly languages: readonly string[];
  private readonly trees: ReadonlyMap<string, MessageTree>;
  private readonly texts: i18n;

  /** @throws FileFaults with the file and line of everything that is wrong */
  constructor({ languages = ['en', 'de'], directory = null }: MessagesOptions = {}) {
    const loaded = loadLanguages(languages, directory);
    const english = loaded.get(MODEL) ?? [];
    this.languages = languages;
    this.trees = new Map([...loaded].map(([language, texts]) => [language, treeOf([...english, ...texts])]));
    this.texts = textsIn(this.trees);
  }

  /**
   * The text with this key, such as `pages.home.title`, in a language of `languages`. What is filled in is not escaped.
   * @throws Error where there is no such text
   */
  text(language: string, key: string, values: MessageValues = {}): string {
    const text = this.texts.t(key, { ...values, lng: language, defaultValue: '' });
    if (text === '') throw new Error(`No message is called ${key}`);
    return text;
  }

  /** Everything of one section, such as `pages`; placeholders are not filled in. Texts that a language has not are English. */
  section(language: string, name: MessageSection): MessageTree {
    const section = (this.trees.get(language) ?? this.trees.get(MODEL))?.[name];
    return typeof section === 'object' ? section : {};
  }

  /** The one of `languages` that somebody reads who asked for a BCP 47 tag (`de-AT`: `de`); null where there is none. */
  match(tag: string | null | undefined): string | null {
    return tag ? matchLanguage(tag, this.languages) : null;
  }

  /** The best of `languages` for an `Accept-Language` header, else the first of them. */
  negotiate(acceptLanguage: string | undefined): string {
    const accepted = acceptedLanguages(acceptLanguage ?? '');
    const found = accepted.map((range) => this.match(range)).find((language) => language !== null);
    return found ?? this.languages[0] ?? MODEL;
  }
}

function treeOf(texts: readonly FileText[]): MessageTree {
  const root = emptyTree();
  for (const { path, text } of texts) {
    const above = path.slice(0, -1).reduce((tree, key) => (tree[key] ??= emptyTree()) as Growing, root);
    above[path.at(-1) ?? ''] = text;
  }
  return root;
}

interface Growing {
  [key: string]: string | Growing;
}

/** Without a prototype: a key may be called anything. */
const emptyTree = (): Growing => Object.create(null) as Growing;

function textsIn(trees: ReadonlyMap<string, MessageTree>): i18n {
  const texts = createInstance();
  void texts.init({
    resources: Object.fromEntries([...trees].map(([language, translation]): [string, ResourceLanguage] => [language, { translation }])),
    fallbackLng: MODEL,
    initAsync: false,
    interpolation: { escapeValue: false, skipOnVariables: true }, // who shows a text escapes it; a value is never a template
    nsSeparator: false,
    showSupportNotice: false,
  });
  return texts;
}

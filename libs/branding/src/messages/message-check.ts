import type { FileFault } from '../files/file-faults.js';
import type { FileText, MessageFile } from './message-file.js';
import { placeholdersOf } from './placeholders.js';
import { formsOf, pluralOf } from './plural-forms.js';

/** Whether a file has every text, or replaces some of a language that is there already. */
export type Extent = 'whole' | 'some';

/** A text of the English file, or all forms of one that counts. */
interface Wanted {
  readonly name: string;
  readonly isCounted: boolean;
  readonly placeholders: readonly string[];
}

/**
 * Everything that is wrong with the texts of a language, beside the English ones: keys that do not exist, placeholders that are not the
 * same, forms of a plural that the language counts with and that are missing; of a whole language, texts that are missing.
 */
export function checkMessages(english: MessageFile, { file, texts }: MessageFile, language: string, extent: Extent): readonly FileFault[] {
  const wanted = wantedIn(english);
  const forms = formsOf(language);
  const wrong = texts.flatMap((text) => problemsOf(text, wanted, forms).map((problem) => ({ file, line: text.line, problem })));
  return [
    ...wrong,
    ...missingForms(file, texts, wanted, forms),
    ...(extent === 'whole' ? missingTexts(file, texts, wanted, language) : []),
  ];
}

function wantedIn({ texts }: MessageFile): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { path, text } of texts) {
    const { id, name, isCounted } = place(path);
    const before = wanted.get(id)?.placeholders ?? [];
    wanted.set(id, { name, isCounted, placeholders: [...new Set([...before, ...placeholdersOf(text)])].toSorted() });
  }
  return wanted;
}

/** Where a text belongs: all forms of one that counts belong to one place. */
function place(path: readonly string[]) {
  const last = path.at(-1) ?? '';
  const plural = pluralOf(last);
  const whole = [...path.slice(0, -1), plural?.key ?? last];
  return { id: JSON.stringify([whole, plural !== null]), name: whole.join('.'), isCounted: plural !== null, form: plural?.form ?? null };
}

function problemsOf({ path, text }: FileText, wanted: ReadonlyMap<string, Wanted>, forms: readonly string[]): readonly string[] {
  const name = path.join('.');
  const { id, form } = place(path);
  const model = wanted.get(id);
  if (!model) return [`${name} is no key of the English messages`];
  if (form !== null && form !== 'zero' && !forms.includes(form)) return [`${name}: this language does not count with "${form}"`];
  if (text.trim() === '') return [`${name} is empty`];
  return placeholderProblems(name, placeholdersOf(text), model);
}

function placeholderProblems(name: string, found: readonly string[], { placeholders, isCounted }: Wanted): readonly string[] {
  const foreign = found.filter((each) => !placeholders.includes(each));
  // "one message" needs no number
  const missing = placeholders.filter((each) => !found.includes(each) && !(isCounted && each === 'count'));
  return [
    ...foreign.map((each) => `${name} has {{${each}}}, which the English text has not`),
    ...missing.map((each) => `${name} misses {{${each}}}`),
  ];
}

function missingForms(file: string, texts: readonly FileText[], wanted: ReadonlyMap<string, Wanted>, forms: readonly string[]) {
  return [...wanted].flatMap(([id, { name, isCounted }]): readonly FileFault[] => {
    const found = isCounted ? texts.filter(({ path }) => place(path).id === id) : [];
    const missing = forms.filter((form) => !found.some(({ path }) => place(path).form === form));
    const [first] = found;
    if (!first || missing.length === 0) return [];
    return [
      { file, line: first.line, problem: `${missing.map((form) => `${name}_${form}`).join(', ')}: the language counts with it, too` },
    ];
  });
}

function missingTexts(
  file: string,
  texts: readonly FileText[],
  wanted: ReadonlyMap<string, Wanted>,
  language: string,
): readonly FileFault[] {
  const found = new Set(texts.map(({ path }) => place(path).id));
  const missing = [...wanted].filter(([id]) => !found.has(id)).map(([, { name }]) => name);
  if (missing.length === 0) return [];
  return [{ file, line: null, problem: `misses ${missing.length} texts of the language ${language}: ${missing.join(', ')}` }];
}

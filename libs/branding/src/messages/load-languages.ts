import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FileFaults, type FileFault } from '../files/file-faults.js';
import { canonicalLanguage, matchLanguage } from './language-tag.js';
import { checkMessages } from './message-check.js';
import { readMessageFile, type FileText, type MessageFile } from './message-file.js';

/** Where the languages that come with the service are. */
const BUILT_IN = join(import.meta.dirname, '..', 'languages');
const ENDING = '.json';

/** The language whose keys are all keys, and whose texts stand where another has none. */
export const MODEL = 'en';

/** The languages that come with the service. @internal */
export const BUILT_IN_LANGUAGES: readonly string[] = ['en', 'de'];

/** The message file of one of our languages as it came. */
export const builtInMessages = (language = MODEL): string => readFileSync(join(BUILT_IN, language + ENDING), 'utf8');

/**
 * The texts of each language, those of the operator's directory last.
 * @throws FileFaults with everything that is wrong in any file
 */
export function loadLanguages(languages: readonly string[], directory: string | null): ReadonlyMap<string, readonly FileText[]> {
  const english = readMessageFile(join(BUILT_IN, MODEL + ENDING), builtInMessages());
  const faults: FileFault[] = [];
  const given = directory === null ? new Map<string, string>() : filesIn(directory, languages, faults);
  const loaded = [...new Set([MODEL, ...languages])].map((language) => {
    const files = [builtIn(language), given.get(language)].filter((file) => file !== undefined);
    if (files.length === 0) faults.push(missingFile(language, directory));
    return [language, files.flatMap((file) => textsOf(file, language, english, faults))] as const;
  });
  if (faults.length > 0) throw new FileFaults(faults);
  return new Map(loaded);
}

/** What comes with the service for a language: of `de-AT`, the German texts. */
function builtIn(language: string): string | undefined {
  const base = matchLanguage(language, BUILT_IN_LANGUAGES);
  return base === null ? undefined : join(BUILT_IN, base + ENDING);
}

function missingFile(language: string, directory: string | null): FileFault {
  if (directory !== null)
    return { file: join(directory, language + ENDING), line: null, problem: `is missing, and ${language} is among the languages` };
  return {
    file: language + ENDING,
    line: null,
    problem: `is missing, and ${language} is among the languages: no directory of messages is named`,
  };
}

/** The files of the directory by language. One that would never be used is told: its language was misspelt, or is not listed yet. */
function filesIn(directory: string, languages: readonly string[], faults: FileFault[]): ReadonlyMap<string, string> {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    faults.push({ file: directory, line: null, problem: 'is no directory' });
    return new Map();
  }
  const names = readdirSync(directory).filter((name) => name.endsWith(ENDING));
  return new Map(
    names.flatMap((name) => {
      const language = name.slice(0, -ENDING.length);
      const file = join(directory, name);
      if (language === MODEL || languages.includes(language)) return [[language, file] as const];
      faults.push({ file, line: null, problem: unusedBecause(language) });
      return [];
    }),
  );
}

function unusedBecause(language: string): string {
  const canonical = canonicalLanguage(language);
  if (canonical === null) return 'has no language for its name';
  return canonical === language ? `is not used: ${language} is not among the languages` : `must be called ${canonical}${ENDING}`;
}

function textsOf(file: string, language: string, english: MessageFile, faults: FileFault[]): readonly FileText[] {
  try {
    const read = readMessageFile(file, readFileSync(file, 'utf8'));
    const ours = builtIn(language); // whole by languages.spec.ts
    if (file !== ours) faults.push(...checkMessages(english, read, language, ours === undefined ? 'whole' : 'some'));
    return read.texts;
  } catch (error) {
    if (!(error instanceof FileFaults)) throw error;
    faults.push(...error.faults);
    return [];
  }
}

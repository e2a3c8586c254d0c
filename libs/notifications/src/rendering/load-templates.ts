import { FileFaults } from '@castellan/branding';
import type { FileFault, Messages } from '@castellan/branding';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAIL_KINDS } from '../mail-kinds.js';
import type { TemplatesByLanguage } from './mail-writer.js';
import { checkTemplates } from './template-check.js';
import { builtInTemplates, PARTIALS, templateName } from './template-set.js';
import type { TemplateFile } from './template-set.js';

/**
 * The operator's templates for each language: those of the directory, and over them those of its folder of that language.
 * @throws FileFaults with the file and line of everything that is wrong, so that no mail is the first to find it
 */
export function loadTemplates(directory: string | null, messages: Messages): TemplatesByLanguage {
  if (directory === null) return new Map();
  const faults: FileFault[] = [];
  const everybodys = templatesIn(directory, messages.languages, faults);
  const byLanguage = messages.languages.map((language) => {
    const theirs = isFolder(join(directory, language)) ? templatesIn(join(directory, language), [], faults) : [];
    return [language, [...everybodys, ...theirs]] as const;
  });
  const all = [...new Set(byLanguage.flatMap(([, files]) => files))];
  faults.push(...checkTemplates(all, builtInTemplates(), messages));
  if (faults.length > 0) throw new FileFaults(faults);
  return new Map(byLanguage);
}

/** @param folders that may stand in it besides the one of parts */
function templatesIn(directory: string, folders: readonly string[], faults: FileFault[]): readonly TemplateFile[] {
  const ours = new Set(builtInTemplates().flatMap(({ role, name }) => (role === 'partial' ? [name] : [])));
  const refuse = (file: string, problem: string): readonly TemplateFile[] => {
    faults.push({ file, line: null, problem });
    return [];
  };
  const read = (file: string, name: string, isPart: boolean): readonly TemplateFile[] => {
    const called = templateName(name);
    if (!called) return refuse(file, 'is no template: its name must end in .hbs');
    const isMail = !isPart && called.name in MAIL_KINDS;
    if (!isMail && !isPart && !ours.has(called.name)) return refuse(file, `is no mail and no part of ours; there are: ${namesOf(ours)}`);
    return [{ file, source: readFileSync(file, 'utf8'), role: isMail ? 'mail' : 'partial', ...called }];
  };
  return entriesOf(directory, faults).flatMap((name) => {
    const file = join(directory, name);
    if (!isFolder(file)) return read(file, name, false);
    if (name === PARTIALS) return entriesOf(file, faults).flatMap((part) => read(join(file, part), part, true));
    return folders.includes(name) ? [] : refuse(file, `is no folder of templates: LANGUAGES does not name ${name}`);
  });
}

/** Without what begins with a dot: what editors and mounted volumes leave there. */
function entriesOf(directory: string, faults: FileFault[]): readonly string[] {
  if (isFolder(directory)) return readdirSync(directory).filter((name) => !name.startsWith('.'));
  faults.push({ file: directory, line: null, problem: 'is no directory' });
  return [];
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const namesOf = (partials: ReadonlySet<string>): string => [...Object.keys(MAIL_KINDS), ...partials].join(', ');

/**
 * Looks at the operator's templates as the start does.
 * @throws FileFaults
 * @internal
 */
export function checkMailTemplates(directory: string | null, messages: Messages): void {
  loadTemplates(directory, messages);
}

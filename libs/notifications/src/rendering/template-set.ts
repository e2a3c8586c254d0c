import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Twin } from './twins.js';

/** The folder of the `.hbs` files, beside the sources and, after a build, beside the compiled files. */
const BUILT_IN = join(import.meta.dirname, '..', 'templates');
export const PARTIALS = 'partials';

/** One template file. */
export interface TemplateFile {
  readonly file: string;
  readonly source: string;
  /** A mail, or a part of mails; what it is called there. */
  readonly role: 'mail' | 'partial';
  readonly name: string;
  readonly twin: Twin;
}

/**
 * The templates that come with the service. The file of a mail is its structure and stands for both twins: what its parts look like in
 * each, its partials say.
 */
export function builtInTemplates(): readonly TemplateFile[] {
  const mails = filesIn(BUILT_IN).flatMap(({ file, ending }): readonly TemplateFile[] => {
    const source = readFileSync(file, 'utf8');
    return [
      { file, source, role: 'mail', name: ending.name, twin: 'html' },
      { file, source, role: 'mail', name: ending.name, twin: 'text' },
    ];
  });
  const partials = filesIn(join(BUILT_IN, PARTIALS)).map(({ file, ending }): TemplateFile => {
    return { file, source: readFileSync(file, 'utf8'), role: 'partial', ...ending };
  });
  return [...mails, ...partials];
}

function filesIn(directory: string) {
  return readdirSync(directory).flatMap((name) => {
    const ending = templateName(name);
    return ending ? [{ file: join(directory, name), ending }] : [];
  });
}

/** `otp.text.hbs` is `otp` as text, `otp.hbs` as HTML; null: no template. */
export function templateName(file: string): { readonly name: string; readonly twin: Twin } | null {
  const [, name, text] = /^([^.].*?)(\.text)?\.hbs$/.exec(file) ?? [];
  return name === undefined ? null : { name, twin: text ? 'text' : 'html' };
}

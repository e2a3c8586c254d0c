import type { FileFault, Messages, MessageTree } from '@castellan/branding';
import { MAIL_KINDS } from '../mail-kinds.js';
import { usesIn } from './template-uses.js';
import type { Use } from './template-uses.js';
import type { TemplateFile } from './template-set.js';
import { HELPERS } from './twins.js';

/** What stands in every mail, whichever its kind. */
const EVERYWHERE: readonly string[] = ['appName', 'codeHost', 'language', 'look', 'dark', 'supportEmail', 'termsUrl', 'privacyUrl'];
const OF_HANDLEBARS: readonly string[] = ['if', 'unless'];
const PLACEHOLDER = /\{\{-?\s*([^{},\s]+)/g;
const KINDS = Object.keys(MAIL_KINDS);

/**
 * Everything that is wrong with templates of the operator's: what Handlebars cannot read, and parts, values, helpers and texts that do not
 * exist. What a kind is told is what its own template or its texts show of it.
 */
export function checkTemplates(given: readonly TemplateFile[], ours: readonly TemplateFile[], messages: Messages): readonly FileFault[] {
  const all = [...ours, ...given].flatMap((template) => {
    const read = usesIn(template.source);
    return 'uses' in read ? [{ ...template, uses: read.uses }] : [];
  });
  const known = new Known(all, ours, messages.section('en', 'mails'));
  return given.flatMap((template): readonly FileFault[] => {
    const { file, source } = template;
    const read = usesIn(source);
    if (!('uses' in read)) return [{ file, line: read.line, problem: `cannot be read: ${read.problem}` }];
    return read.uses.flatMap(({ line, ...use }) => {
      const problem = known.problemOf(use, template);
      return problem === null ? [] : [{ file, line, problem }];
    });
  });
}

type ReadTemplate = TemplateFile & { readonly uses: readonly Use[] };

/** What templates may name. */
class Known {
  constructor(
    private readonly all: readonly ReadTemplate[],
    private readonly ours: readonly TemplateFile[],
    private readonly texts: MessageTree,
  ) {}

  problemOf({ what, name }: Omit<Use, 'line'>, template: TemplateFile): string | null {
    if (what === 'partial') return this.hasPartial(name, template) ? null : `there is no part called ${name}`;
    if (what === 'helper') return this.hasHelper(name, template) ? null : `there is no helper called ${name}`;
    if (what === 'text') return this.hasText(name, template) ? null : `there is no text called ${name}`;
    return this.values(template).includes(name) ? null : `there is no value called ${name}; there are: ${this.values(template).join(', ')}`;
  }

  private hasPartial(wanted: string, { twin }: TemplateFile): boolean {
    return this.all.some((each) => each.role === 'partial' && each.name === wanted && each.twin === twin);
  }

  private hasHelper(name: string, { twin }: TemplateFile): boolean {
    return [...HELPERS[twin], ...OF_HANDLEBARS].includes(name);
  }

  /** Of a mail: its own, or a common one. Of a part: one that every mail has. */
  private hasText(key: string, { role, name }: TemplateFile): boolean {
    const path = key.split('.');
    if (path[0] === 'common') return hasText(this.texts, path);
    return (role === 'mail' ? [name] : KINDS).every((kind) => hasText(this.texts, [kind, ...path]));
  }

  private values({ role, name }: TemplateFile): readonly string[] {
    const kinds = role === 'mail' ? [name] : KINDS;
    const told = kinds.flatMap((kind) => this.toldTo(kind));
    const handed =
      role === 'mail'
        ? []
        : this.all.flatMap(({ uses }) => uses.flatMap((use) => (use.what === 'partial' && use.name === name ? (use.hands ?? []) : [])));
    return [...new Set([...EVERYWHERE, ...told, ...handed])];
  }

  private toldTo(kind: string): readonly string[] {
    const own = this.ours.filter(({ role, name }) => role === 'mail' && name === kind);
    const shown = own.flatMap(({ source }) => {
      const read = usesIn(source);
      return 'uses' in read ? read.uses.flatMap(({ what, name }) => (what === 'value' ? [name] : [])) : [];
    });
    return [...shown, ...placeholdersIn(this.texts[kind]), ...(kind === 'otp' ? ['code'] : [])];
  }
}

function hasText(tree: MessageTree | string | undefined, [key = '', ...rest]: readonly string[]): boolean {
  if (typeof tree !== 'object') return false;
  if (rest.length > 0) return hasText(tree[key], rest);
  return typeof (tree[key] ?? tree[`${key}_other`]) === 'string';
}

/** Of the texts themselves; what phrases below them are told is theirs. */
function placeholdersIn(texts: MessageTree | string | undefined): readonly string[] {
  if (typeof texts !== 'object') return [];
  const whole = Object.values(texts).filter((text) => typeof text === 'string');
  return whole.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!));
}

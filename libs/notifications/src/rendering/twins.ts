import Handlebars from 'handlebars';
import { escapeHtml } from './escaping.js';
import { say } from './say.js';
import type { Manner, Speech } from './say.js';
import type { MailView } from './told.js';
import { wrapped } from './wrapped.js';

/** A mail is written twice: for those who see HTML, and for those who see plain text. */
export type Twin = 'html' | 'text';
export const TWINS: readonly Twin[] = ['html', 'text'];

/** What tells who, where and what, shown strong. */
const STRONG: readonly string[] = ['deviceName', 'ip', 'newEmail', 'phone', 'remaining'];

const MANNERS: Readonly<Record<Twin, Manner>> = {
  html: {
    text: escapeHtml,
    value: (name, value) => {
      const shown = escapeHtml(String(value));
      if (name === 'supportEmail') return `<a class="quiet" href="mailto:${shown}" style="color:inherit;">${shown}</a>`;
      return STRONG.includes(name) ? `<strong>${shown}</strong>` : shown;
    },
  },
  text: { text: (text) => text, value: (_, value) => String(value) },
};

/** What templates may call besides what Handlebars brings. */
export const HELPERS: Readonly<Record<Twin, readonly string[]>> = { html: ['t', 'url'], text: ['t', 'url', 'wrap'] };

/** The text of an SMS, a subject, or another one without markup. */
export const plainly = (speech: Speech, key: string): string => say(speech, key, MANNERS.text);

/**
 * Handlebars for one twin. A value that is missing fails the mail rather than leave a gap; nothing is escaped in plain text, and
 * an own environment keeps that away from the HTML.
 */
export class TwinTemplates {
  private readonly environment = Handlebars.create();
  private readonly compiled = new Map<string, HandlebarsTemplateDelegate>();

  constructor(
    private readonly twin: Twin,
    private readonly sources: ReadonlyMap<string, string>,
    partials: ReadonlyMap<string, string>,
  ) {
    const manner = MANNERS[twin];
    const safe = (text: string) => (twin === 'html' ? new Handlebars.SafeString(text) : text);
    this.environment.registerHelper('t', (key: unknown, { hash, data }: Handlebars.HelperOptions) => {
      const { speech } = data as { readonly speech: Speech };
      return safe(say(speech, String(key), manner, (hash as { readonly count?: number }).count));
    });
    this.environment.registerHelper('url', (link: unknown) => {
      // what is handed to a part is not looked at by `strict`
      if (typeof link !== 'string') throw new Error('a link is not told');
      return safe(manner.text(link));
    });
    this.environment.registerHelper('wrap', function (this: unknown, { fn }: Handlebars.HelperOptions) {
      return wrapped(fn(this));
    });
    for (const [name, source] of partials) this.environment.registerPartial(name, source);
  }

  render(name: string, speech: Speech, context: Readonly<Record<string, MailView | string | number | null>>): string {
    const template = this.compiled.get(name) ?? this.compile(name);
    const written = template(context, { data: { speech } }).trim() + '\n';
    return this.twin === 'html' ? written : written.replace(/[^\S\n]+$/gm, '').replace(/\n{3,}/g, '\n\n');
  }

  private compile(name: string): HandlebarsTemplateDelegate {
    const source = this.sources.get(name);
    if (source === undefined) throw new Error(`There is no template ${name}.`);
    const options = { strict: true, preventIndent: true, noEscape: this.twin === 'text' };
    const template = this.environment.compile(source, options);
    this.compiled.set(name, template);
    return template;
  }
}

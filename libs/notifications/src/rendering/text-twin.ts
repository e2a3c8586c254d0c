import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { MailTemplate } from '../mails.js';

/** The folder of the `.hbs` files, beside the sources and, after a build, beside the compiled files. */
export const TEMPLATES = join(import.meta.dirname, '..', 'templates');

/** Plain text knows no markup, so nothing is escaped in it; an own environment keeps that away from the HTML templates. */
const environment = Handlebars.create();
const compiled = new Map<MailTemplate, HandlebarsTemplateDelegate>();

/** The plain-text twin of a mail. */
export function renderText(template: MailTemplate, context: object): string {
  const render = compiled.get(template) ?? compile(template);
  compiled.set(template, render);
  return render(context).trim() + '\n';
}

function compile(template: MailTemplate): HandlebarsTemplateDelegate {
  environment.registerPartial('text-layout', read('partials/text-layout.hbs'));
  return environment.compile(read(`${template}.text.hbs`), { noEscape: true, strict: true });
}

function read(file: string): string {
  return readFileSync(join(TEMPLATES, file), 'utf8');
}

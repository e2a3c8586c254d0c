import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { HandlebarsAdapter } from '@nestjs-modules/mailer/adapters/handlebars.adapter';
import { MAIL_KINDS } from '../mail-kinds.js';
import { smsText } from '../sms/sms.js';
import { inAttribute } from './in-attribute.js';
import { MessageTemplates } from './message-templates.js';
import type { MessageToRender, RenderedMessage } from './message-templates.js';
import { renderText, TEMPLATES } from './text-twin.js';

/** Styles are written inline in the templates, so no inliner runs. A value that is missing fails the mail rather than leave a gap. */
const ADAPTER = new HandlebarsAdapter({ url: inAttribute }, { inlineCssEnabled: false });
const FILES = {
  template: { dir: TEMPLATES, options: { strict: true } },
  options: { partials: { dir: join(TEMPLATES, 'partials') } },
};

/** The default: the Handlebars files of `templates/`, in English, and the text of the contract for SMS. */
@Injectable()
export class HandlebarsTemplates extends MessageTemplates {
  render(message: MessageToRender): RenderedMessage | Promise<RenderedMessage> {
    const { kind, values, channel } = message;
    if (channel === 'sms') return { subject: '', html: '', text: smsText(String(values['code'])) };
    const subject = MAIL_KINDS[kind].subject(String(values['appName']));
    return { subject, text: renderText(kind, values), html: renderHtml(kind, values) };
  }
}

/** The adapter leaves its work in the mail it is given, before it returns. */
function renderHtml(template: string, context: object): string {
  const mail: { readonly data: { readonly template: string; readonly context: object; html?: string } } = { data: { template, context } };
  let failure: Error | null | undefined;
  ADAPTER.compile(mail, (error?: Error | null) => (failure = error), FILES);
  if (failure) throw failure;
  return mail.data.html ?? '';
}

import { inTime } from '@castellan/common';
import { plainError } from '@castellan/data';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { HandlebarsTemplates } from './handlebars-templates.js';
import { mailLook } from './mail-look.js';
import { MailWriter } from './mail-writer.js';
import { MessageTemplates } from './message-templates.js';
import type { MessageToRender, RenderedMessage } from './message-templates.js';
import { inWords } from './told.js';
import type { MailView, Told } from './told.js';

const TEMPLATES_MS = 5_000;
/** Of text and HTML together: mail servers take some 10 MB, people nothing like it. */
const MAX_MAIL_LENGTH = 500_000;
/** Three parts: each is paid for. */
const MAX_SMS_LENGTH = 480;

/** Puts messages into words by the templates of the host, and by the default ones where those fail. */
@Injectable()
export class Rendering {
  private readonly logger = new Logger(Rendering.name);

  constructor(
    private readonly templates: MessageTemplates,
    private readonly byDefault: HandlebarsTemplates,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: RenderingOptions,
  ) {
    const writer = new MailWriter(options.messages, mailLook(options.brand.color), options.mailTemplates);
    for (const each of [templates, byDefault]) if (each instanceof HandlebarsTemplates) each.writeWith(writer);
  }

  async render({ told, ...what }: Untold): Promise<RenderedMessage> {
    const words = inWords(told, what.kind, what.language, this.options.messages);
    const message: MessageToRender = { ...what, values: { ...words, ...ourValues(this.options) } };
    if (this.templates === this.byDefault) return this.byDefault.render(message);
    try {
      return demandMessage(message, await inTime(TEMPLATES_MS, () => this.templates.render(message)));
    } catch (error) {
      const why = plainError(error instanceof Error ? error.message : 'what they threw is no error');
      this.logger.error(`The templates of the host gave no ${message.channel} "${message.kind}", so the default one goes out: ${why}`);
      return this.byDefault.render(message);
    }
  }
}

type RenderingOptions = Pick<NotificationsRules, 'appName' | 'codeHost' | 'brand' | 'messages' | 'mailTemplates'>;

/** A message that is not in words yet. */
export type Untold = (MessageToRender extends infer M ? (M extends unknown ? Omit<M, 'values'> : never) : never) & { readonly told: Told };

/** What stands in every message. */
function ourValues({ appName, codeHost, brand }: RenderingOptions): MailView {
  const { supportEmail, termsUrl, privacyUrl } = brand;
  return { appName, codeHost, ...(supportEmail && { supportEmail }), ...(termsUrl && { termsUrl }), ...(privacyUrl && { privacyUrl }) };
}

function demandMessage({ channel }: MessageToRender, given: unknown): RenderedMessage {
  const { subject, text, html } = (given ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' || text.trim() === '') throw new Error('there is no text in it');
  if (channel === 'sms' && text.length > MAX_SMS_LENGTH) throw new Error('it is too long');
  if (channel === 'sms') return { subject: '', text, html: '' };
  if (typeof subject !== 'string' || typeof html !== 'string' || subject.trim() === '') throw new Error('a part is missing');
  if (subject.length + text.length + html.length > MAX_MAIL_LENGTH) throw new Error('it is too long');
  return { subject, text, html };
}

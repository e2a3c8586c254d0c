import { inTime } from '@castellan/common';
import { plainError } from '@castellan/data';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { HandlebarsTemplates } from './handlebars-templates.js';
import { MessageTemplates } from './message-templates.js';
import type { MessageToRender, RenderedMessage } from './message-templates.js';

const TEMPLATES_MS = 5_000;
/** Of text and HTML together: mail servers take some 10 MB, people nothing like it. */
const MAX_MAIL_LENGTH = 500_000;
/** Three parts: each is paid for. */
const MAX_SMS_LENGTH = 480;
const LANGUAGE = 'en';

/** Puts messages into words by the templates of the host, and by the default ones where those fail. */
@Injectable()
export class Rendering {
  private readonly logger = new Logger(Rendering.name);

  constructor(
    private readonly templates: MessageTemplates,
    private readonly byDefault: HandlebarsTemplates,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: Pick<NotificationsRules, 'appName' | 'codeHost'>,
  ) {}

  async render({ values, ...what }: Unlocalized): Promise<RenderedMessage> {
    const { appName, codeHost } = this.options;
    const message: MessageToRender = { ...what, language: LANGUAGE, values: { ...values, appName, codeHost } };
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

type Unlocalized = Without<'language'>;
type Without<K extends PropertyKey> = MessageToRender extends infer M ? (M extends unknown ? Omit<M, K> : never) : never;

function demandMessage({ channel }: MessageToRender, given: unknown): RenderedMessage {
  const { subject, text, html } = (given ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' || text.trim() === '') throw new Error('there is no text in it');
  if (channel === 'sms' && text.length > MAX_SMS_LENGTH) throw new Error('it is too long');
  if (channel === 'sms') return { subject: '', text, html: '' };
  if (typeof subject !== 'string' || typeof html !== 'string' || subject.trim() === '') throw new Error('a part is missing');
  if (subject.length + text.length + html.length > MAX_MAIL_LENGTH) throw new Error('it is too long');
  return { subject, text, html };
}

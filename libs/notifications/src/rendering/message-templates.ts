import type { MailTemplate } from '../mails.js';
import type { SmsData } from '../sms/sms.js';

/** What is to be written: of which kind, and from what. */
export type MessageToRender = {
  /** Of its reader, as BCP 47 says; one of `LANGUAGES`. */
  readonly language: string;
  /**
   * What the message tells: the fields of its kind (`MailData`, `SmsData`), moments and phrases written out in that language, on one line
   * each, and not escaped. Besides them `appName`; `codeHost`, for the line by which programs fill a mailed code in; and `supportEmail`,
   * `termsUrl` and `privacyUrl`, where they are set.
   */
  readonly values: Readonly<Record<string, string | number>>;
} & ({ readonly channel: 'email'; readonly kind: MailTemplate } | { readonly channel: 'sms'; readonly kind: keyof SmsData });

/** A message in words. Of an SMS only `text` is read. */
export interface RenderedMessage {
  /** On one line. Put nothing in it that users wrote, or they write to strangers through it. */
  readonly subject: string;
  readonly text: string;
  /** Values must be escaped in it. */
  readonly html: string;
}

/**
 * Port: puts mails and SMS into words. By default the message files in the form of Handlebars files (`MESSAGES`, `MAIL_TEMPLATES`). To write
 * some kinds only, extend `HandlebarsTemplates` and leave the others to it.
 *
 * Called by the queue's worker when a message leaves, in no transaction and never while somebody waits; again at every try.
 */
export abstract class MessageTemplates {
  /**
   * When it throws, has not answered within five seconds, or gives something that is no message (a missing part, more than 500 kB; an SMS
   * of more than 480 characters), the message goes out as the default writes it, and the log names the kind: no code and no warning
   * is lost by a template.
   */
  abstract render(message: MessageToRender): RenderedMessage | Promise<RenderedMessage>;
}

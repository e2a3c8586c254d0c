import { MAIL_KINDS } from '../mail-kinds.js';
import type { MailTemplate } from '../mails.js';
import type { NotificationsRules } from '../notifications.options.js';
import type { MailView, QueuedMail } from './mail-seal.js';
import { senderDomain } from './sender-domain.js';
import { renderText } from './text-twin.js';

/** A mail as it is handed to the mailer; its transports find these fields again, with `html` rendered from `template`. */
export interface OutgoingMail {
  /** An object, not a string: a string would be parsed, and could name a second recipient. */
  readonly to: { readonly name: ''; readonly address: string };
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly template: MailTemplate;
  readonly context: MailView & { readonly appName: string; readonly codeHost: string; readonly jobId: string };
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function outgoingMail(jobId: string, { to, template, view }: QueuedMail, options: Sender): OutgoingMail {
  const { appName, codeHost } = options;
  const context = { ...view, appName, codeHost, jobId };
  return {
    to: { name: '', address: to },
    from: options.from,
    subject: MAIL_KINDS[template].subject(appName).replace(/[\r\n]+/g, ' '),
    text: renderText(template, context),
    template,
    context,
    // The same for every run of the job: a mail delivered twice is recognised as one.
    messageId: `<${jobId}@${senderDomain(options.from)}>`,
    // Keeps vacation responders from answering (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

type Sender = Pick<NotificationsRules, 'from' | 'appName' | 'codeHost'>;

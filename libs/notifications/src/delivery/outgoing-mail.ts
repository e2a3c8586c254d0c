import type { MailTemplate } from '../mails.js';
import type { NotificationsOptions } from '../notifications.options.js';
import type { MailView, QueuedMail } from './mail-seal.js';
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

/** Subjects hold nothing that users wrote, so that nobody writes to strangers through them. */
const SUBJECTS: Readonly<Record<MailTemplate, (appName: string) => string>> = {
  'verify-email': (appName) => `Confirm your e-mail address for ${appName}`,
  'address-taken': (appName) => `You already have an account at ${appName}`,
  'refresh-reuse': (appName) => `We ended one of your sessions at ${appName}`,
  'password-reset': (appName) => `Choose a new password for ${appName}`,
  'password-changed': (appName) => `Your password was changed at ${appName}`,
  'email-change-confirm': (appName) => `Confirm your new e-mail address for ${appName}`,
  'email-change-requested': (appName) => `Your e-mail address is about to change at ${appName}`,
  'email-changed': (appName) => `Your e-mail address was changed at ${appName}`,
  'new-device': (appName) => `New sign-in to your account at ${appName}`,
  'phone-added': (appName) => `A phone number was added to your account at ${appName}`,
  'phone-removed': (appName) => `A phone number was removed from your account at ${appName}`,
  'account-closed': (appName) => `Your account is closed at ${appName}`,
  'account-reopened': (appName) => `Your account is open again at ${appName}`,
  'two-factor-enabled': (appName) => `Two-factor authentication was turned on at ${appName}`,
  'two-factor-disabled': (appName) => `Two-factor authentication was turned off at ${appName}`,
  'two-factor-reset': (appName) => `Your second factor was taken away at ${appName}`,
  'backup-codes-low': (appName) => `Few backup codes are left for your account at ${appName}`,
  'backup-codes-regenerated': (appName) => `You have new backup codes at ${appName}`,
  'second-factor-failures': (appName) => `Many wrong codes for your account at ${appName}`,
  otp: () => 'Your verification code',
  'sms-stopped': (appName) => `SMS is stopped at ${appName}`,
  'security-incident': (appName) => `Security incident at ${appName}`,
};

export function outgoingMail(jobId: string, { to, template, view }: QueuedMail, options: Sender): OutgoingMail {
  const { appName, codeHost } = options;
  const context = { ...view, appName, codeHost, jobId };
  return {
    to: { name: '', address: to },
    from: options.from,
    subject: SUBJECTS[template](appName).replace(/[\r\n]+/g, ' '),
    text: renderText(template, context),
    template,
    context,
    // The same for every run of the job: a mail delivered twice is recognised as one.
    messageId: `<${jobId}@${domainOf(options.from)}>`,
    // Keeps vacation responders from answering (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

type Sender = Pick<NotificationsOptions, 'from' | 'appName' | 'codeHost'>;

function domainOf(from: string): string {
  return /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}

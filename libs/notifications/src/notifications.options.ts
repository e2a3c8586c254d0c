import type { Brand, Messages } from '@castellan/branding';
import type { SecretKeys } from '@castellan/common';
import type { TemplatesByLanguage } from './rendering/mail-writer.js';
import type { SmsOptions, SmsRules } from './sms/sms.options.js';

/** Options of `NotificationsModule.forRoot`. */
export interface NotificationsOptions {
  /** `smtp://` or `smtps://`; null delivers to the development inbox. */
  readonly smtpUrl: string | null;
  /** The sender, `Name <address>` or an address. */
  readonly from: string;
  /** The name that mail servers are greeted with; the domain of `from` unless told. */
  readonly ehloName?: string;
  /** The name that mails speak under. */
  readonly appName: string;
  /** The colour of mails, and what stands at their end. Our own colour and nothing unless told. */
  readonly brand?: Partial<MailBrand>;
  /** The words of mails and SMS, by language. Those that come with the service unless told. */
  readonly messages?: Messages;
  /** A directory of templates that stand in the place of ours; null, or left out: none. */
  readonly mailTemplates?: string | null;
  /**
   * The host where people enter mailed codes, for the line `@host #code` by which programs fill them in on that host alone
   * (WICG, origin-bound one-time codes). Never taken from a request.
   */
  readonly codeHost: string;
  /** Whether the development inbox is there. Without it and without `smtpUrl` the module refuses to start. */
  readonly inbox: boolean;
  readonly secretKeys: SecretKeys;
  /** Mails of one kind that strangers can have sent to one mailbox in an hour; those beyond are dropped silently. `MAILS_PER_HOUR` unless told. */
  readonly mailsPerHour?: number;
  /** No SMS unless told. */
  readonly sms?: SmsOptions;
}

/** What mails show of the product's brand. */
export type MailBrand = Pick<Brand, 'color' | 'supportEmail' | 'termsUrl' | 'privacyUrl'>;

/** The options as they hold. */
export interface NotificationsRules extends Omit<NotificationsOptions, 'mailTemplates'> {
  readonly brand: MailBrand;
  readonly messages: Messages;
  readonly mailTemplates: TemplatesByLanguage;
  readonly mailsPerHour: number;
  readonly sms: SmsRules;
}

export const NOTIFICATIONS_OPTIONS = Symbol('NOTIFICATIONS_OPTIONS');

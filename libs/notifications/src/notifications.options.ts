import type { SecretKeys } from '@castellan/common';
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

/** The options as they hold. */
export interface NotificationsRules extends NotificationsOptions {
  readonly mailsPerHour: number;
  readonly sms: SmsRules;
}

export const NOTIFICATIONS_OPTIONS = Symbol('NOTIFICATIONS_OPTIONS');

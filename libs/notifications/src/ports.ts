import { port } from '@castellan/common';
import type { Replacements } from '@castellan/common';
import { MailTransport } from './delivery/mail-transport.js';
import { MessageTemplates } from './rendering/message-templates.js';
import { SmsTransport } from './sms/sms-transport.js';

/** What a host may replace here. */
export const NOTIFICATIONS_PORTS = {
  mailTransport: port(MailTransport, ['send']),
  smsTransport: port(SmsTransport, ['send'], ['provider']),
  templates: port(MessageTemplates, ['render']),
} as const;

/** What the host puts in their place. */
export type NotificationsPorts = Replacements<typeof NOTIFICATIONS_PORTS>;

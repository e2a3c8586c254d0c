import { Messages, OUR_BRAND, readHex } from '@castellan/branding';
import { withDefaults } from '@castellan/common';
import { MAILS_PER_HOUR } from './delivery/mail-allowance.js';
import type { MailBrand, NotificationsOptions, NotificationsRules } from './notifications.options.js';
import type { NotificationsPorts } from './ports.js';
import { loadTemplates } from './rendering/load-templates.js';
import { SMS_ALLOWANCES } from './sms/sms-allowance.js';
import type { SmsOptions, SmsRules } from './sms/sms.options.js';

const NO_SMS: SmsOptions = { provider: { kind: 'off' }, statusUrl: '' };

/** The options, and what holds where the host tells nothing. */
export function notificationsRules(options: NotificationsOptions, { smsTransport }: NotificationsPorts = {}): NotificationsRules {
  const rules = smsRules(options.sms ?? NO_SMS);
  const sms: SmsRules = smsTransport === undefined ? rules : { ...rules, provider: { kind: 'own' } };
  const { messages = new Messages(), mailsPerHour = MAILS_PER_HOUR, mailTemplates: directory = null } = options;
  const brand = withDefaults<Partial<MailBrand>>(OUR_BRAND, options.brand ?? {});
  if (readHex(brand.color) !== brand.color) throw new Error(`brand.color must be #rrggbb: ${brand.color}`);
  const mailTemplates = loadTemplates(directory, messages);
  return { ...options, messages, brand, mailTemplates, mailsPerHour, sms };
}

function smsRules(options: SmsOptions): SmsRules {
  const rules = withDefaults<SmsOptions>({ prefixes: null, allowances: {}, operatorsEmail: null }, options);
  return { ...rules, allowances: { ...SMS_ALLOWANCES, ...rules.allowances } };
}

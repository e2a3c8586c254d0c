import { withDefaults } from '@castellan/common';
import { MAILS_PER_HOUR } from './delivery/mail-allowance.js';
import type { NotificationsOptions, NotificationsRules } from './notifications.options.js';
import { SMS_ALLOWANCES } from './sms/sms-allowance.js';
import type { SmsOptions, SmsRules } from './sms/sms.options.js';

const NO_SMS: SmsOptions = { provider: { kind: 'off' }, statusUrl: '' };

/** The options, and what holds where the host tells nothing. */
export function notificationsRules(options: NotificationsOptions): NotificationsRules {
  return { ...options, mailsPerHour: options.mailsPerHour ?? MAILS_PER_HOUR, sms: smsRules(options.sms ?? NO_SMS) };
}

function smsRules(options: SmsOptions): SmsRules {
  const rules = withDefaults<SmsOptions>({ prefixes: null, allowances: {}, operatorsEmail: null }, options);
  return { ...rules, allowances: { ...SMS_ALLOWANCES, ...rules.allowances } };
}

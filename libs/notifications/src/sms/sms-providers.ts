import type { FactoryProvider, Provider } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { InboxSender } from './inbox-sender.js';
import { NoSender } from './no-sender.js';
import { Recipients } from './recipients.js';
import { SmsAllowance } from './sms-allowance.js';
import { SmsBreaker } from './sms-breaker.js';
import { SmsDeliveriesRepository } from './sms-deliveries.repository.js';
import { SmsDeliveries } from './sms-deliveries.service.js';
import { SmsDelivery } from './sms-delivery.service.js';
import { SmsDispatch } from './sms-dispatch.service.js';
import { SmsQueue } from './sms-queue.js';
import { SmsSeal } from './sms-seal.js';
import { SmsSender } from './sms-sender.service.js';
import { SmsTransport } from './sms-transport.js';
import { TwilioReports } from './twilio-reports.service.js';
import { TwilioSender } from './twilio-sender.js';

/** What the options say. */
export const SMS_BY_OPTIONS: FactoryProvider<SmsTransport> = {
  provide: SmsTransport,
  inject: [NOTIFICATIONS_OPTIONS, InboxSender],
  useFactory: ({ sms }: NotificationsRules, inbox: InboxSender) => {
    if (sms.provider.kind === 'twilio') return TwilioSender.connect(sms.provider, sms.statusUrl);
    return sms.provider.kind === 'inbox' ? inbox : new NoSender();
  },
};

export const SMS_PROVIDERS: readonly Provider[] = [
  InboxSender,
  SmsSender,
  Recipients,
  SmsBreaker,
  SmsAllowance,
  SmsDeliveriesRepository,
  SmsSeal,
  SmsQueue,
  SmsDispatch,
  SmsDelivery,
  SmsDeliveries,
  TwilioReports,
];

import { LimitsModule } from '@castellan/limits';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { MailerModule } from '@nestjs-modules/mailer';
import { DeliveryReport } from './delivery/delivery-report.js';
import { MailAllowance } from './delivery/mail-allowance.js';
import { MailDelivery } from './delivery/mail-delivery.service.js';
import { MailQueue } from './delivery/mail-queue.js';
import { MailSeal } from './delivery/mail-seal.js';
import { MailSender } from './delivery/mail-sender.js';
import { MailServer } from './delivery/mail-server.js';
import { mailerOptions, smtpTransport } from './delivery/mailer-options.js';
import { notificationsRules } from './defaults.js';
import { InboxModule } from './inbox/inbox.module.js';
import { InboxTransport } from './inbox/inbox.transport.js';
import { NOTIFICATIONS_OPTIONS } from './notifications.options.js';
import type { NotificationsOptions } from './notifications.options.js';
import { Notifications } from './notifications.service.js';
import { SmsDeliveryList } from './sms/sms-delivery-list.js';
import { SmsDeliveries } from './sms/sms-deliveries.service.js';
import { SMS_PROVIDERS } from './sms/sms-providers.js';
import { TwilioReports } from './sms/twilio-reports.service.js';

/** E-mail and SMS: templates, durable delivery, the development inbox. Needs the global `DataModule`. */
@Module({})
export class NotificationsModule {
  static forRoot(options: NotificationsOptions): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [LimitsModule, InboxModule, mailer(options)],
      providers: [
        { provide: NOTIFICATIONS_OPTIONS, useValue: notificationsRules(options) },
        MailSeal,
        MailQueue,
        MailAllowance,
        DeliveryReport,
        MailServer,
        MailSender,
        MailDelivery,
        ...SMS_PROVIDERS,
        SmsDeliveryList,
        Notifications,
      ],
      exports: [Notifications, SmsDeliveries, SmsDeliveryList, TwilioReports, InboxModule],
    };
  }
}

function mailer(options: NotificationsOptions): DynamicModule {
  const { smtpUrl, inbox } = options;
  if (smtpUrl) return MailerModule.forRoot(mailerOptions(smtpTransport(smtpUrl, options)));
  if (!inbox) throw new Error('Mails can go nowhere: there is neither an SMTP URL nor the development inbox.');
  return MailerModule.forRootAsync({
    imports: [InboxModule],
    inject: [InboxTransport],
    useFactory: (transport: InboxTransport) => mailerOptions(transport),
  });
}

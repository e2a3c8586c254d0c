import { fillPorts } from '@castellan/common';
import { LimitsModule } from '@castellan/limits';
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { DynamicModule, ModuleMetadata, Provider } from '@nestjs/common';
import { MailerModule } from '@nestjs-modules/mailer';
import { notificationsRules } from './defaults.js';
import { DeliveryReport } from './delivery/delivery-report.js';
import { MailAllowance } from './delivery/mail-allowance.js';
import { MailDeliveries } from './delivery/mail-deliveries.service.js';
import { MailDeliveriesRepository } from './delivery/mail-deliveries.repository.js';
import { MailDeliveryList } from './delivery/mail-delivery-list.js';
import { MailDelivery } from './delivery/mail-delivery.service.js';
import { MailQueue } from './delivery/mail-queue.js';
import { MailRecipients } from './delivery/mail-recipients.js';
import { MailSeal } from './delivery/mail-seal.js';
import { MailSender } from './delivery/mail-sender.js';
import { MailServer } from './delivery/mail-server.js';
import { MailTest } from './delivery/mail-test.service.js';
import { MailTransport } from './delivery/mail-transport.js';
import { ReaderLanguage } from './delivery/reader-language.service.js';
import { SmtpTransport } from './delivery/smtp.transport.js';
import { smtpServer } from './delivery/smtp-server.js';
import { InboxModule } from './inbox/inbox.module.js';
import { InboxTransport } from './inbox/inbox.transport.js';
import { NOTIFICATIONS_OPTIONS } from './notifications.options.js';
import type { NotificationsOptions } from './notifications.options.js';
import { Notifications } from './notifications.service.js';
import { NOTIFICATIONS_PORTS } from './ports.js';
import type { NotificationsPorts } from './ports.js';
import { HandlebarsTemplates } from './rendering/handlebars-templates.js';
import { MessageTemplates } from './rendering/message-templates.js';
import { Rendering } from './rendering/rendering.service.js';
import { SmsDeliveryList } from './sms/sms-delivery-list.js';
import { SmsDeliveries } from './sms/sms-deliveries.service.js';
import { SMS_BY_OPTIONS, SMS_PROVIDERS } from './sms/sms-providers.js';
import { TwilioReports } from './sms/twilio-reports.service.js';

/** What `NotificationsModule.forRoot` is given. */
export interface NotificationsModuleOptions extends NotificationsOptions {
  /** What the host puts in the place of the transports and the templates. */
  readonly ports?: NotificationsPorts;
  /** Modules of what the `ports` inject. */
  readonly imports?: ModuleMetadata['imports'];
}

/** E-mail and SMS: templates, durable delivery, the development inbox. Needs the global `DataModule`. */
@Module({})
export class NotificationsModule {
  static forRoot({ ports = {}, imports = [], ...options }: NotificationsModuleOptions): DynamicModule {
    const { smtpUrl, inbox } = options;
    if (smtpUrl === null && !inbox && !ports.mailTransport)
      throw new Error('Mails can go nowhere: there is neither an SMTP URL nor the development inbox.');
    return {
      module: NotificationsModule,
      imports: [DiscoveryModule, LimitsModule, InboxModule, ...mailer(options, ports), ...imports],
      providers: [
        { provide: NOTIFICATIONS_OPTIONS, useValue: notificationsRules(options, ports) },
        ...fillPorts(NOTIFICATIONS_PORTS, ports, {
          mailTransport: byDefault(options),
          smsTransport: SMS_BY_OPTIONS,
          templates: { provide: MessageTemplates, useExisting: HandlebarsTemplates },
        }),
        HandlebarsTemplates,
        Rendering,
        ReaderLanguage,
        MailSeal,
        MailRecipients,
        MailDeliveriesRepository,
        MailDeliveries,
        MailDeliveryList,
        MailQueue,
        MailAllowance,
        DeliveryReport,
        MailServer,
        MailSender,
        MailDelivery,
        MailTest,
        ...SMS_PROVIDERS,
        SmsDeliveryList,
        Notifications,
      ],
      exports: [Notifications, MailTest, MailDeliveries, MailDeliveryList, SmsDeliveries, SmsDeliveryList, TwilioReports, InboxModule],
    };
  }
}

function byDefault({ smtpUrl }: NotificationsOptions): Provider {
  return smtpUrl === null ? { provide: MailTransport, useExisting: InboxTransport } : { provide: MailTransport, useClass: SmtpTransport };
}

function mailer(options: NotificationsOptions, { mailTransport }: NotificationsPorts): readonly DynamicModule[] {
  const { smtpUrl } = options;
  return smtpUrl === null || mailTransport ? [] : [MailerModule.forRoot({ transport: smtpServer(smtpUrl, options) })];
}

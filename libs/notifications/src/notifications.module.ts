import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { MailerModule } from '@nestjs-modules/mailer';
import { MailAllowance } from './delivery/mail-allowance.js';
import { MailDelivery } from './delivery/mail-delivery.service.js';
import { MailSeal } from './delivery/mail-seal.js';
import { mailerOptions, smtpTransport } from './delivery/mailer-options.js';
import { InboxModule } from './inbox/inbox.module.js';
import { InboxTransport } from './inbox/inbox.transport.js';
import { NOTIFICATIONS_OPTIONS } from './notifications.options.js';
import type { NotificationsOptions } from './notifications.options.js';
import { Notifications } from './notifications.service.js';

/** E-mail: templates, durable delivery, the development inbox. Needs the global `DataModule`. Exports `Notifications` and `DevInbox`. */
@Module({})
export class NotificationsModule {
  static forRoot(options: NotificationsOptions): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [InboxModule, mailer(options)],
      providers: [{ provide: NOTIFICATIONS_OPTIONS, useValue: options }, MailSeal, MailAllowance, MailDelivery, Notifications],
      exports: [Notifications, InboxModule],
    };
  }
}

function mailer({ smtpUrl, inbox }: NotificationsOptions): DynamicModule {
  if (smtpUrl) return MailerModule.forRoot(mailerOptions(smtpTransport(smtpUrl)));
  if (!inbox) throw new Error('Mails can go nowhere: there is neither an SMTP URL nor the development inbox.');
  return MailerModule.forRootAsync({
    imports: [InboxModule],
    inject: [InboxTransport],
    useFactory: (transport: InboxTransport) => mailerOptions(transport),
  });
}

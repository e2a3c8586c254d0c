import type { Tables } from '@castellan/data';
import { MailDeliveryEntity } from './delivery/mail-delivery.entity.js';
import { InboxMessageEntity } from './inbox/inbox-message.entity.js';
import { SmsDeliveryEntity } from './sms/sms-delivery.entity.js';
import { Notifications1796000200000 } from './migrations/1796000200000-notifications.js';
import { MailDeliveries1796001600000 } from './migrations/1796001600000-mail-deliveries.js';

/** The development inbox, and what became of mails and SMS. */
export const NOTIFICATIONS_TABLES: Tables = {
  entities: [InboxMessageEntity, MailDeliveryEntity, SmsDeliveryEntity],
  migrations: [Notifications1796000200000, MailDeliveries1796001600000],
};

import type { Tables } from '@castellan/data';
import { InboxMessageEntity } from './inbox/inbox-message.entity.js';
import { SmsDeliveryEntity } from './sms/sms-delivery.entity.js';
import { Notifications1796000200000 } from './migrations/1796000200000-notifications.js';

/** The development inbox, and what became of SMS. */
export const NOTIFICATIONS_TABLES: Tables = {
  entities: [InboxMessageEntity, SmsDeliveryEntity],
  migrations: [Notifications1796000200000],
};

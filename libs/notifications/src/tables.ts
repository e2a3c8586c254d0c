import { InboxMessageEntity } from './inbox/inbox-message.entity.js';
import { SmsDeliveryEntity } from './sms/sms-delivery.entity.js';

export const NOTIFICATIONS_TABLES = [InboxMessageEntity, SmsDeliveryEntity];

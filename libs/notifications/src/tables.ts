import { InboxMessageEntity } from './inbox/inbox-message.entity.js';

export const NOTIFICATIONS_TABLES = [InboxMessageEntity];

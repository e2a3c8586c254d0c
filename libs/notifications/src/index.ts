export { DevInbox } from './inbox/dev-inbox.service.js';
export type { InboxMessage } from './inbox/inbox-message.js';
export type { Mail, MailData, MailTemplate } from './mails.js';
export { NotificationsModule } from './notifications.module.js';
export type { NotificationsOptions } from './notifications.options.js';
export { Notifications } from './notifications.service.js';

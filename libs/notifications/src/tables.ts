export { InboxMessageEntity } from './inbox/inbox-message.entity.js';

export { WebhooksModule } from './webhooks.module.js';
export type { WebhooksOptions } from './webhooks.module.js';

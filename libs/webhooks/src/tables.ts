import type { Tables } from '@castellan/data';
import { WebhookDeliveryEntity } from './deliveries/webhook-delivery.entity.js';
import { WebhookEndpointEntity } from './endpoints/webhook-endpoint.entity.js';
import { Webhooks1796002440000 } from './migrations/1796002440000-webhooks.js';

/** Endpoints, what they are told, and how it went. */
export const WEBHOOKS_TABLES: Tables = {
  entities: [WebhookEndpointEntity, WebhookDeliveryEntity],
  migrations: [Webhooks1796002440000],
};

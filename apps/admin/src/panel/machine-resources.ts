import { ApiKeys } from '@castellan/api-keys';
import { PanelWebhooks } from '@castellan/panel';
import type { PanelRights } from '@castellan/panel';
import { WebhookDeliveries, WebhookEndpoints } from '@castellan/webhooks';
import { apiKeyResource } from './api-key-resource.js';
import type { ResourceDefinition } from './resource-definition.js';
import { webhookDeliveryResource } from './webhook-delivery-resource.js';
import { webhookResource } from './webhook-resource.js';

type Get = <T>(type: abstract new (...parts: never[]) => T) => T;

/** Machines that ask, and machines that are told. @param get finds a service by its class */
export const machineResources = (get: Get, rights: PanelRights): readonly ResourceDefinition[] => [
  apiKeyResource(get(ApiKeys), rights),
  webhookResource(get(WebhookEndpoints), get(PanelWebhooks)),
  webhookDeliveryResource(get(WebhookDeliveries)),
];

import type { ApiKeys } from '@castellan/api-keys';
import type { PanelRights, PanelWebhooks } from '@castellan/panel';
import type { WebhookEndpoints } from '@castellan/webhooks';
import { apiKeyResource } from './api-key-resource.js';
import type { ResourceDefinition } from './resource-definition.js';
import { webhookDeliveryResource } from './webhook-delivery-resource.js';
import { webhookResource } from './webhook-resource.js';

interface MachineParts {
  readonly keys: ApiKeys;
  readonly rights: PanelRights;
  readonly endpoints: WebhookEndpoints;
  readonly webhooks: PanelWebhooks;
}

/** Machines that ask, and machines that are told. */
export function machineResources({ keys, rights, endpoints, webhooks }: MachineParts): readonly ResourceDefinition[] {
  return [apiKeyResource(keys, rights), webhookResource(endpoints, webhooks), webhookDeliveryResource()];
}

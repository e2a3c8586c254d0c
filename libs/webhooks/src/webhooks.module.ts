import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { WebhookDeliveriesRepository } from './deliveries/webhook-deliveries.repository.js';
import { WebhookDeliveries } from './deliveries/webhook-deliveries.service.js';
import { WebhookDeliveryList } from './deliveries/webhook-delivery-list.js';
import { WebhookAddresses } from './endpoints/webhook-addresses.service.js';
import { WebhookEndpointList } from './endpoints/webhook-endpoint-list.js';
import { WebhookEndpointsRepository } from './endpoints/webhook-endpoints.repository.js';
import { WebhookEndpoints } from './endpoints/webhook-endpoints.service.js';
import { WebhookRecords } from './endpoints/webhook-records.service.js';
import { WebhookSecrets } from './endpoints/webhook-secrets.js';
import { WEBHOOKS_OPTIONS } from './webhooks.options.js';
import type { WebhooksOptions } from './webhooks.options.js';

/** `imports`: the modules of accounts, audit and notifications. */
export type WebhooksModuleOptions = WebhooksOptions & Required<Pick<ModuleMetadata, 'imports'>>;

/** Webhooks. Needs the global `DataModule`. */
@Module({})
export class WebhooksModule {
  static forRoot({ imports, ...options }: WebhooksModuleOptions): DynamicModule {
    return {
      module: WebhooksModule,
      imports,
      providers: [
        { provide: WEBHOOKS_OPTIONS, useValue: options },
        WebhookAddresses,
        WebhookDeliveries,
        WebhookDeliveriesRepository,
        WebhookDeliveryList,
        WebhookEndpointList,
        WebhookEndpoints,
        WebhookEndpointsRepository,
        WebhookRecords,
        WebhookSecrets,
      ],
      exports: [WebhookDeliveries, WebhookDeliveryList, WebhookEndpointList, WebhookEndpoints],
    };
  }
}

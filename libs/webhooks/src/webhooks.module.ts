import { withDefaults } from '@castellan/common';
import type { DefaultsOf } from '@castellan/common';
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
import { WebhooksOfThieves } from './endpoints/webhooks-of-thieves.service.js';
import { WebhookErasure } from './events/webhook-erasure.service.js';
import { WebhookOutbox } from './events/webhook-outbox.service.js';
import { WebhookSignals } from './events/webhook-signals.service.js';
import { WebhookSubscriptions } from './events/webhook-subscriptions.service.js';
import { WebhookCleanup } from './sending/webhook-cleanup.service.js';
import { WebhookCounts } from './sending/webhook-counts.js';
import { WebhookDelivery } from './sending/webhook-delivery.service.js';
import { WebhookHealth } from './sending/webhook-health.service.js';
import { WebhookOutcomes } from './sending/webhook-outcomes.service.js';
import { WEBHOOK_RETRIES_MS } from './sending/webhook-retries.js';
import { WebhookSender } from './sending/webhook-sender.service.js';
import { WebhookWeb } from './sending/webhook-web.service.js';
import { WebhookFigures } from './webhook-figures.service.js';
import { WEBHOOKS_OPTIONS } from './webhooks.options.js';
import type { WebhooksOptions } from './webhooks.options.js';

/** What holds where the host tells nothing. */
export const WEBHOOKS_DEFAULTS: DefaultsOf<WebhooksOptions> = { allow: [], retriesMs: WEBHOOK_RETRIES_MS };

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
        { provide: WEBHOOKS_OPTIONS, useValue: withDefaults(WEBHOOKS_DEFAULTS, options) },
        WebhookAddresses,
        WebhookCleanup,
        WebhookCounts,
        WebhookDeliveries,
        WebhookDeliveriesRepository,
        WebhookDelivery,
        WebhookDeliveryList,
        WebhookEndpointList,
        WebhookEndpoints,
        WebhookEndpointsRepository,
        WebhookErasure,
        WebhookFigures,
        WebhookHealth,
        WebhookOutbox,
        WebhookOutcomes,
        WebhookRecords,
        WebhookSecrets,
        WebhookSender,
        WebhookSignals,
        WebhookSubscriptions,
        WebhookWeb,
        WebhooksOfThieves,
      ],
      exports: [WebhookCleanup, WebhookDeliveries, WebhookDeliveryList, WebhookEndpointList, WebhookEndpoints, WebhookFigures],
    };
  }
}

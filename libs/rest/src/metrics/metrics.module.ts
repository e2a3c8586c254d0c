import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { EventMetrics } from './event-metrics.js';
import { METRICS_OPTIONS, type MetricsOptions } from './metrics-options.js';
import { MetricsPage } from './metrics-page.js';
import { MetricsServer } from './metrics-server.js';
import { ObservabilityModule } from './observability.module.js';
import { StoreMetrics } from './store-metrics.js';
import { WebhookMetrics } from './webhook-metrics.js';
import { WorkMetrics } from './work-metrics.js';

/**
 * The listener of metrics and health, for any process, with or without the API. `imports` bring `AccountsModule`, `NotificationsModule` and `WebhooksModule`, and
 * the `AccessModule` of the API where there is one. It
 * opens when the modules that it stands on have begun, so import it where the application is composed.
 */
@Module({})
export class MetricsModule {
  static forRoot(options: MetricsOptions, imports: NonNullable<ModuleMetadata['imports']>): DynamicModule {
    return {
      module: MetricsModule,
      imports: [ObservabilityModule, ...imports],
      providers: [
        { provide: METRICS_OPTIONS, useValue: options },
        EventMetrics,
        StoreMetrics,
        WebhookMetrics,
        WorkMetrics,
        MetricsPage,
        MetricsServer,
      ],
      exports: [MetricsServer],
    };
  }
}

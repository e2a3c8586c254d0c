import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { processMetrics } from './process-metrics.js';
import { StoreMetrics } from './store-metrics.js';
import { WebhookMetrics } from './webhook-metrics.js';

/** Everything this process tells of itself. Names and labels are documented in docs/reference/metrics.md; none names a person or an address. */
@Injectable()
export class MetricsPage {
  constructor(
    private readonly registry: Registry,
    private readonly stores: StoreMetrics,
    private readonly webhooks: WebhookMetrics,
  ) {}

  /** In the text format of Prometheus. */
  async render(): Promise<string> {
    await Promise.all([this.stores.look(), this.webhooks.look()]);
    return [await this.registry.metrics(), await processMetrics().metrics()].join('\n');
  }
}

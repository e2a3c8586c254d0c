import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { processMetrics } from './process-metrics.js';
import { StoreMetrics } from './store-metrics.js';

/** Everything this process tells of itself. Names and labels are documented in docs/reference/metrics.md; none names a person or an address. */
@Injectable()
export class MetricsPage {
  constructor(
    private readonly registry: Registry,
    private readonly stores: StoreMetrics,
  ) {}

  /** In the text format of Prometheus. */
  async render(): Promise<string> {
    await this.stores.look();
    return [await this.registry.metrics(), await processMetrics().metrics()].join('\n');
  }
}

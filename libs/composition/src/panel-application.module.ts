import type { Configuration } from '@castellan/config';
import { MetricsModule } from '@castellan/rest';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { coreModules } from './core-modules.js';
import { panelMetricsOptions } from './metrics-options.js';

/** What a panel in a process of its own stands on: the service without its API, and the listener of its metrics and health. */
@Module({})
export class PanelApplicationModule {
  static forRoot(configuration: Configuration): DynamicModule {
    const { data, panel, accounts, notifications, webhooks } = coreModules(configuration);
    const metrics = MetricsModule.forRoot(panelMetricsOptions(configuration), [accounts, notifications, webhooks]);
    return { module: PanelApplicationModule, imports: [data, panel, metrics] };
  }
}

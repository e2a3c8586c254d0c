import type { Configuration } from '@castellan/config';
import type { MetricsOptions } from '@castellan/rest';

/** Where a process with the API in it tells of itself. */
export const metricsOptions = (configuration: Configuration): MetricsOptions =>
  optionsAt(configuration, configuration.metricsPort, 'METRICS_PORT');

/** Where a panel in a process of its own does: both may run on one machine, by one environment. */
export const panelMetricsOptions = (configuration: Configuration): MetricsOptions =>
  optionsAt(configuration, configuration.adminMetricsPort, 'ADMIN_METRICS_PORT');

function optionsAt(configuration: Configuration, port: number | null, portVariable: string): MetricsOptions {
  const { metricsHost: host, environment, publicUrl, hstsSubdomains, maxConnections } = configuration;
  const variables = { host: 'METRICS_HOST', port: portVariable };
  const listener = port === null ? null : { host, port, variables, required: environment === 'production' };
  return { publicUrl, hstsSubdomains, maxConnections, listener };
}

import { isIP } from 'node:net';
import type { Configuration, Environment } from './configuration.js';
import { durationWithin, MINUTE } from './durations.js';
import { parseBlock } from './proxies.js';
import { settings } from './settings.js';
import { integerWithin, listOf } from './values.js';
import { taking, Unreadable } from './parse.js';
import type { Variables } from './variables.js';

export const LOOPBACK = '127.0.0.1';
/** Of both families (RFC 3493 §5.3). */
const EVERY_INTERFACE = '::';

/** An address of this machine, or `localhost`: what else a name means is the resolver's business, and may change. */
const parseHost = taking('an address of this machine', (text) => {
  if (text !== 'localhost' && isIP(text) === 0) throw new Unreadable('must be an address of this machine, such as :: or 127.0.0.1');
  return text;
});

const parsePort = integerWithin(0, 65_535);
const parseText = taking('an address of this machine', (text) => text);

export const NETWORK_SETTINGS = settings({
  PORT: { byDefault: '3000', as: parsePort, meaning: 'of the API; `0` is any free port' },
  HOST: {
    byDefault: LOOPBACK,
    defaultInWords: '`127.0.0.1`; in production `::`',
    as: parseHost,
    meaning: 'what the API listens on; `::` is every address of both families',
  },
  ADMIN_PORT: { byDefault: '3001', as: parsePort, meaning: "of [the operators' panel](panel.md)" },
  ADMIN_HOST: { byDefault: LOOPBACK, as: parseText, meaning: 'what the panel listens on; read in production only' },
  METRICS_PORT: {
    byDefault: '9464',
    as: parsePort,
    meaning: 'of [`/metrics`](events-and-monitoring.md#metrics), for Prometheus; health is told there, too',
  },
  ADMIN_METRICS_PORT: { byDefault: '9465', as: parsePort, meaning: 'the same of a panel in a process of its own' },
  METRICS_HOST: { byDefault: LOOPBACK, as: parseText, meaning: 'what the metrics listen on; read in production only' },
  SHUTDOWN_DELAY: {
    byDefault: '0s',
    defaultInWords: '`0s`; in production `5s`',
    as: durationWithin({ min: 0, max: 5 * MINUTE }),
    example: '5s',
    meaning: 'how long everything is served [after SIGTERM](scaling.md#ends), while `/readyz` is 503 already',
  },
  TRUSTED_PROXIES: {
    as: listOf(parseBlock),
    example: '10.0.0.0/8',
    meaning: '[proxies](proxies.md) whose `X-Forwarded-For` is believed',
  },
});

type Ports = Pick<Configuration, 'port' | 'adminPort' | 'adminMetricsPort'> & { readonly metricsPort: number };
type Network = Ports & Pick<Configuration, 'host' | 'adminHost' | 'metricsHost' | 'shutdownDelayMs' | 'trustedProxies'>;

/** Reads what is listened on. The panel and the metrics stay on loopback in production too, until told otherwise. */
export function readNetwork(variables: Variables, environment: Environment): Network {
  const anyInTests = environment === 'test' && { byDefault: '0' }; // they start many
  const ports = {
    port: variables.take(NETWORK_SETTINGS.PORT),
    adminPort: variables.take(NETWORK_SETTINGS.ADMIN_PORT),
    metricsPort: variables.take({ ...NETWORK_SETTINGS.METRICS_PORT, ...anyInTests }),
    adminMetricsPort: variables.take({ ...NETWORK_SETTINGS.ADMIN_METRICS_PORT, ...anyInTests }),
  };
  refuseSharedPorts(variables, ports);
  const isProduction = environment === 'production';
  return {
    ...ports,
    host: variables.take({ ...NETWORK_SETTINGS.HOST, ...(isProduction && { byDefault: EVERY_INTERFACE }) }),
    adminHost: isProduction ? variables.take(NETWORK_SETTINGS.ADMIN_HOST) : LOOPBACK,
    metricsHost: isProduction ? variables.take(NETWORK_SETTINGS.METRICS_HOST) : LOOPBACK,
    shutdownDelayMs: variables.take({ ...NETWORK_SETTINGS.SHUTDOWN_DELAY, ...(isProduction && { byDefault: '5s' }) }),
    trustedProxies: variables.read(NETWORK_SETTINGS.TRUSTED_PROXIES, []),
  };
}

function refuseSharedPorts(variables: Variables, { port, adminPort, metricsPort, adminMetricsPort }: Ports): void {
  const free = String(Math.max(port, adminPort, metricsPort, adminMetricsPort) + 1);
  const refuse = (name: string, own: number, others: readonly number[], whose: string): void => {
    if (own !== 0 && others.includes(own)) variables.refuse(name, `is the port of ${whose} too`, free);
  };
  refuse('ADMIN_PORT', adminPort, [port], 'the API');
  refuse('METRICS_PORT', metricsPort, [port, adminPort], 'the API or of the panel');
  refuse('ADMIN_METRICS_PORT', adminMetricsPort, [port, adminPort, metricsPort], 'the API, of the panel or of the metrics');
}

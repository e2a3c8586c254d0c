import { isIP } from 'node:net';
import type { Configuration, Environment } from './configuration.js';
import { parseBlock } from './proxies.js';
import { integerWithin, listOf } from './values.js';
import { Unreadable } from './variables.js';
import type { Variables } from './variables.js';

export const LOOPBACK = '127.0.0.1';
/** Of both families (RFC 3493 §5.3). */
const EVERY_INTERFACE = '::';

type Network = Pick<Configuration, 'port' | 'host' | 'adminPort' | 'adminHost' | 'metricsPort' | 'metricsHost' | 'trustedProxies'>;

/** Reads what is listened on. The panel and the metrics stay on loopback in production too, until told otherwise. */
export function readNetwork(variables: Variables, environment: Environment): Network {
  const ports = {
    port: readPort(variables, 'PORT', 3000),
    adminPort: readPort(variables, 'ADMIN_PORT', 3001),
    // tests start many services at once
    metricsPort: readPort(variables, 'METRICS_PORT', environment === 'test' ? 0 : 9464),
  };
  refuseSharedPorts(variables, ports);
  const isProduction = environment === 'production';
  return {
    ...ports,
    host: variables.read('HOST', isProduction ? EVERY_INTERFACE : LOOPBACK, parseHost, isProduction ? EVERY_INTERFACE : LOOPBACK),
    adminHost: (isProduction && variables.text('ADMIN_HOST')) || LOOPBACK,
    metricsHost: (isProduction && variables.text('METRICS_HOST')) || LOOPBACK,
    trustedProxies: variables.read('TRUSTED_PROXIES', [], listOf(parseBlock), '10.0.0.0/8'),
  };
}

/** An address of this machine, or `localhost`: what else a name means is the resolver's business, and may change. */
function parseHost(text: string): string {
  if (text !== 'localhost' && isIP(text) === 0) throw new Unreadable('must be an address of this machine, such as :: or 127.0.0.1');
  return text;
}

/** Port 0 lets the system choose a free one. */
function readPort(variables: Variables, name: string, fallback: number): number {
  return variables.read(name, fallback, integerWithin(0, 65_535), String(fallback));
}

function refuseSharedPorts(
  variables: Variables,
  { port, adminPort, metricsPort }: Pick<Network, 'port' | 'adminPort' | 'metricsPort'>,
): void {
  if (adminPort !== 0 && adminPort === port) variables.refuse('ADMIN_PORT', 'is the port of the API too', String(port + 1));
  if (metricsPort !== 0 && (metricsPort === port || metricsPort === adminPort)) {
    variables.refuse('METRICS_PORT', 'is the port of the API or of the panel too', String(Math.max(port, adminPort) + 1));
  }
}

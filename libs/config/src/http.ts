import type { Configuration, Environment } from './configuration.js';
import { integerWithin, oneOf, parseBoolean } from './values.js';
import type { Variables } from './variables.js';

/** Reads what the HTTP face shows and bears. */
export function readHttp(
  variables: Variables,
  environment: Environment,
): Pick<Configuration, 'docs' | 'hstsSubdomains' | 'maxConnections'> {
  const docs = environment === 'production' ? 'off' : 'on'; // OWASP ASVS 5.0 V13.4.5
  return {
    docs: variables.read('DOCS', docs, oneOf(['on', 'off']), 'on') === 'on',
    hstsSubdomains: variables.read('HSTS_SUBDOMAINS', false, parseBoolean, 'true'),
    maxConnections: variables.read('MAX_CONNECTIONS', 8_192, integerWithin(16, 1_000_000), '8192'),
  };
}

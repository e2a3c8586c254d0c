import type { Configuration, Environment } from './configuration.js';
import { integerWithin, listOf, oneOf, parseBoolean } from './values.js';
import type { Parse, Variables } from './variables.js';

/** `off`, or what browsers shall forget. Not cookies: that would take the known device, and the cookies of every sibling host. */
const parseSiteData: Parse<readonly ('cache' | 'storage')[]> = (text) => (text === 'off' ? [] : listOf(oneOf(['cache', 'storage']))(text));

/** Reads what the HTTP face shows and bears. */
export function readHttp(
  variables: Variables,
  environment: Environment,
): Pick<Configuration, 'docs' | 'hstsSubdomains' | 'maxConnections' | 'clearSiteData'> {
  const docs = environment === 'production' ? 'off' : 'on'; // OWASP ASVS 5.0 V13.4.5
  return {
    docs: variables.read('DOCS', docs, oneOf(['on', 'off']), 'on') === 'on',
    hstsSubdomains: variables.read('HSTS_SUBDOMAINS', false, parseBoolean, 'true'),
    clearSiteData: variables.read('CLEAR_SITE_DATA', ['cache', 'storage'], parseSiteData, 'cache,storage'),
    maxConnections: variables.read('MAX_CONNECTIONS', 8_192, integerWithin(16, 1_000_000), '8192'),
  };
}

import type { Configuration, Environment } from './configuration.js';
import { settings } from './settings.js';
import { integerWithin, listOf, oneOf, parseBoolean } from './values.js';
import { taking } from './parse.js';
import type { Variables } from './variables.js';

/** `off`, or what browsers shall forget. Not cookies: that would take the known device, and the cookies of every sibling host. */
const parseSiteData = taking('`cache`, `storage`, both, or `off`', (text): readonly ('cache' | 'storage')[] =>
  text === 'off' ? [] : listOf(oneOf(['cache', 'storage']))(text),
);

export const HTTP_SETTINGS = settings({
  PAGES: {
    byDefault: 'on',
    defaultInWords: '`on`; `off` where `$FRONTEND_URL` is another origin',
    as: oneOf(['on', 'off']),
    example: 'on',
    meaning: 'whether [the pages](../guides/pages.md) are served; those behind mailed links always are',
  },
  DOCS: {
    byDefault: 'on',
    defaultInWords: '`on`; in production `off`',
    as: oneOf(['on', 'off']),
    example: 'on',
    meaning: 'whether `/docs`, `/docs-json` and `/docs-yaml` are served',
  },
  CLEAR_SITE_DATA: {
    byDefault: 'cache,storage',
    as: parseSiteData,
    meaning: "what browsers forget of this origin when their session ends; nothing below a path, where the origin is others' too",
  },
  HSTS_SUBDOMAINS: {
    byDefault: 'false',
    as: parseBoolean,
    example: 'true',
    meaning: 'whether `Strict-Transport-Security` holds for every host below this one too; below a path the API sends none',
  },
  MAX_CONNECTIONS: {
    byDefault: '8192',
    as: integerWithin(16, 1_000_000),
    meaning: 'at once, for each listener; a quarter of them from one network that is no trusted proxy',
  },
});

/** Reads what the HTTP face shows and bears. */
export function readHttp(
  variables: Variables,
  environment: Environment,
  { publicUrl, frontendUrl }: Pick<Configuration, 'publicUrl' | 'frontendUrl'>,
): Pick<Configuration, 'pages' | 'docs' | 'hstsSubdomains' | 'maxConnections' | 'clearSiteData'> {
  const isHidden = environment === 'production'; // OWASP ASVS 5.0 V13.4.5
  const hasFrontend = new URL(frontendUrl).origin !== new URL(publicUrl).origin;
  return {
    pages: variables.take({ ...HTTP_SETTINGS.PAGES, ...(hasFrontend && { byDefault: 'off' }) }) === 'on',
    docs: variables.take({ ...HTTP_SETTINGS.DOCS, ...(isHidden && { byDefault: 'off' }) }) === 'on',
    hstsSubdomains: variables.take(HTTP_SETTINGS.HSTS_SUBDOMAINS),
    clearSiteData: variables.take(HTTP_SETTINGS.CLEAR_SITE_DATA),
    maxConnections: variables.told(HTTP_SETTINGS.MAX_CONNECTIONS),
  };
}

import type { CustomFetch } from 'openid-client';

/** At this address alone openid-client takes an issuer that is a pattern, `{tenantid}` for the `tid` of the ID token. */
const SHARED = 'https://login.microsoftonline.com';
const METADATA = '/.well-known/openid-configuration';

/**
 * Asks `issuer` under the name that openid-client knows: clouds of their own have such issuers, too. Whether the issuer that is told may
 * stand for it is for whoever asks.
 */
export function asShared(issuer: URL, fetch: CustomFetch): { readonly server: URL; readonly fetch: CustomFetch } {
  const server = new URL(issuer.pathname, SHARED);
  const [known, own] = [server, issuer].map(({ href }) => href.replace(/\/$/, '') + METADATA);
  return { server, fetch: (url, options) => fetch(url === known ? String(own) : url, options) };
}

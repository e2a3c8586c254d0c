import type { RestOptions } from '../rest-options.js';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The origins that may send unsafe requests with our cookies: our own, the front end's, and those listed. */
export function allowedOrigins(options: Pick<RestOptions, 'publicUrl' | 'frontendUrl' | 'frontendOrigins'>): ReadonlySet<string> {
  return new Set([...ownOrigins(new URL(options.publicUrl)), ...clientOrigins(options)]);
}

/** The front end's and those listed, as they come in `Origin`. Those of web views (`capacitor://localhost`) are opaque to URL parsers. */
export function clientOrigins({ frontendUrl, frontendOrigins }: Pick<RestOptions, 'frontendUrl' | 'frontendOrigins'>): readonly string[] {
  return [new URL(frontendUrl).origin, ...frontendOrigins];
}

/** A service on this machine answers to every name of it; its port makes it the same service. */
function ownOrigins(url: URL): readonly string[] {
  if (!LOCAL_HOSTS.includes(url.hostname)) return [url.origin];
  return LOCAL_HOSTS.map((host) => `${url.protocol}//${host}${url.port && `:${url.port}`}`);
}

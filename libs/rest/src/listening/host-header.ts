import type { IncomingMessage } from 'node:http';

/**
 * Whether a request names its host once (RFC 9112 §3.2). Of two, a proxy may have believed one and we would believe the other. HTTP/1.0,
 * which some balancers ask for health with, need not name any. HTTP/2 names it by `:authority`, beside which a `Host` says the same
 * (RFC 9113 §8.3.1).
 */
export function hasOneHost({ rawHeaders, httpVersion }: Pick<IncomingMessage, 'rawHeaders' | 'httpVersion'>): boolean {
  const hosts = valuesOf('host', rawHeaders);
  if (httpVersion.startsWith('2')) {
    const authorities = valuesOf(':authority', rawHeaders);
    return hosts.length <= 1 && authorities.length <= 1 && new Set([...hosts, ...authorities]).size === 1;
  }
  return hosts.length === 1 || (hosts.length === 0 && httpVersion === '1.0');
}

function valuesOf(name: string, rawHeaders: readonly string[]): readonly string[] {
  const values: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const own = rawHeaders[at]!;
    if (own.length === name.length && own.toLowerCase() === name) values.push(rawHeaders[at + 1]!);
  }
  return values;
}

import type { IncomingMessage } from 'node:http';

/**
 * Whether a request names its host once (RFC 9112 §3.2). Of two, a proxy may have believed one and we would believe the other. HTTP/1.0,
 * which some balancers ask for health with, need not name any.
 */
export function hasOneHost({ rawHeaders, httpVersion }: Pick<IncomingMessage, 'rawHeaders' | 'httpVersion'>): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at]!)) hosts += 1;
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

const isHost = (name: string): boolean => name.length === 4 && name.toLowerCase() === 'host';

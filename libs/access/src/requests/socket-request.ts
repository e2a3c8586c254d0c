import { asBearer, asRequest, isObject, requestWith } from './token-request.js';
import type { TokenRequest } from './token-request.js';

/**
 * What a client of a gateway opened its socket with. socket.io: the `Authorization` header of the handshake, else `auth.token`; ws: the
 * header of the upgrade request, where the gateway keeps it on the client (`client.request = request` in `handleConnection`).
 */
export function socketRequest(client: unknown): TokenRequest | null {
  if (!isObject(client)) return null;
  const { handshake } = client;
  const opening = asRequest(handshake) ?? asRequest(client['request']);
  if (!opening) return null;
  const auth = isObject(handshake) && isObject(handshake['auth']) ? handshake['auth'] : {};
  return withoutCookies(opening, asBearer(auth['token']));
}

/**
 * A page of any site may open a socket, and the browser sends cookies along without asking ("cross-site WebSocket hijacking", OWASP
 * WebSocket Security Cheat Sheet): only what a script has to know counts.
 */
export function withoutCookies({ headers }: TokenRequest, sent?: string): TokenRequest {
  return requestWith(headers.authorization ?? sent);
}

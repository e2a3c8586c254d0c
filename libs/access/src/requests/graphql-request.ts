import { withoutCookies } from './socket-request.js';
import { asBearer, asRequest, isObject, requestWith } from './token-request.js';
import type { TokenRequest } from './token-request.js';

/** The context of an operation: the third argument of a resolver, the second of a `__resolveReference` (three in all). */
export function graphqlContext(args: readonly unknown[]): unknown {
  return args.length === 3 ? args[1] : args[2];
}

/**
 * The request of a GraphQL operation, as the servers put it into their context: `req` (Apollo, Mercurius under Nest), `request`, or
 * `reply.request`. A subscription (graphql-ws) is known by its `connectionParams.authorization`, or by the header of its socket.
 */
export function graphqlRequest(context: unknown): TokenRequest | null {
  if (!isObject(context)) return null;
  const { req, request, reply } = context;
  for (const candidate of [req, request, isObject(reply) ? reply['request'] : undefined]) {
    const found = asRequest(candidate);
    if (found) return isUpgrade(found) ? withoutCookies(found) : found;
  }
  return subscriptionRequest(req) ?? subscriptionRequest(context);
}

function subscriptionRequest(socket: unknown): TokenRequest | null {
  if (!isObject(socket)) return null;
  const { connectionParams, extra } = socket;
  const params = isObject(connectionParams) ? connectionParams : {};
  const opening = isObject(extra) ? asRequest(extra['request']) : null;
  const sent = asBearer(params['authorization'] ?? params['Authorization']);
  return opening ? withoutCookies(opening, sent) : sent === undefined ? null : requestWith(sent);
}

function isUpgrade({ headers }: TokenRequest): boolean {
  return 'upgrade' in headers;
}

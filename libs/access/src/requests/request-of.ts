import type { ExecutionContext } from '@nestjs/common';
import { graphqlContext, graphqlRequest } from './graphql-request.js';
import { messageRequest } from './message-request.js';
import { socketRequest } from './socket-request.js';
import { asRequest } from './token-request.js';
import type { TokenRequest } from './token-request.js';

/**
 * What a call's token comes in with, in every kind of context that Nest has: HTTP on Express and Fastify, GraphQL, WebSocket, RPC. Null where
 * there is nothing of the kind, which `AuthGuard` refuses as `not_authenticated`. No package of those transports is needed for it.
 */
export function requestOf(context: ExecutionContext): TokenRequest | null {
  const args = context.getArgs<unknown[]>();
  switch (context.getType<string>()) {
    case 'http':
      return asRequest(args[0]);
    case 'graphql':
      return graphqlRequest(graphqlContext(args));
    case 'ws':
      return socketRequest(args[0]);
    case 'rpc':
      return messageRequest(args[0], args[1]);
    default:
      return null;
  }
}

import type { ExecutionContext } from '@nestjs/common';
import type { Standing } from '../session-state.js';
import type { Caller } from '../tokens/claims.js';
import { graphqlContext } from './graphql-request.js';
import { isObject } from './token-request.js';

/** The caller and, where `SessionState` is there, how they stand right now. */
export interface Authenticated {
  readonly caller: Caller;
  readonly standing: Standing | null;
}

/** Beside the objects of the host, not on them. */
const known = new WeakMap<object, Authenticated>();

/** What the guard found out about a call, for whoever comes after it: `CurrentCaller`, other guards, interceptors. Null where none ran. */
export function authenticatedOf(context: ExecutionContext): Authenticated | null {
  return authenticatedBy(carrierOf(context));
}

/** The same by the request alone, for hooks, middleware and loggers, which have no context. */
export function authenticatedBy(request: object): Authenticated | null {
  return known.get(request) ?? null;
}

/** For a call, by what `carrierOf` says. */
export function keepAuthenticated(carrier: object, authenticated: Authenticated): void {
  known.set(carrier, authenticated);
}

/** What comes next on a socket is another call: whoever was let in before is not in any more. */
export function forgetAuthenticated(carrier: object): void {
  known.delete(carrier);
}

/** The object that stands for the call in all contexts of it: request, context of the operation, client of a socket, context of a message. */
export function carrierOf(context: ExecutionContext): object {
  const args = context.getArgs<unknown[]>();
  const type = context.getType<string>();
  const carrier = type === 'graphql' ? graphqlContext(args) : type === 'rpc' && isObject(args[1]) ? args[1] : args[0];
  return isObject(carrier) ? carrier : args;
}

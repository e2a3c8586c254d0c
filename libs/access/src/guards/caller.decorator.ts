import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { NotAuthenticated } from '../errors.js';
import { authenticatedOf } from '../requests/authenticated.js';
import type { Caller } from '../tokens/claims.js';

/** The signed-in caller of a route, resolver or message that is not `@Public()`. @throws NotAuthenticated where `AuthGuard` saw none */
export const CurrentCaller = createParamDecorator((_data: undefined, context: ExecutionContext): Caller => {
  const authenticated = authenticatedOf(context);
  if (!authenticated) throw new NotAuthenticated();
  return authenticated.caller;
});

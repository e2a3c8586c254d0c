import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Authenticated } from '../tokens/access-token.strategy.js';
import type { Caller } from '../tokens/claims.js';

/** The signed-in caller; only for routes that are not `@Public()`. */
export const CurrentCaller = createParamDecorator((_data: undefined, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<{ authenticated: Authenticated }>().authenticated.caller;
});

import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext, PipeTransform, Type } from '@nestjs/common';
import { NotAuthenticated } from '../errors.js';
import { authenticatedOf } from '../requests/authenticated.js';
import type { Caller } from '../tokens/claims.js';

/** In words that Nest 11 has too. */
type CallerDecorator = (...pipes: readonly (Type<PipeTransform> | PipeTransform)[]) => ParameterDecorator;

/** The signed-in caller of a route, resolver or message that is not `@Public()`. @throws NotAuthenticated where `AuthGuard` saw none */
export const CurrentCaller: CallerDecorator = createParamDecorator((_data: undefined, context: ExecutionContext): Caller => {
  const authenticated = authenticatedOf(context);
  if (!authenticated) throw new NotAuthenticated();
  return authenticated.caller;
});

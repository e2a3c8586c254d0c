import { authenticatedOf } from '@castellan/access';
import type { ExecutionContext } from '@nestjs/common';
import { keyOf } from '../api-keys/shown-key.js';

/** Whose requests are counted together by the limits of callers; null for nobody, as on public routes. */
export function countedAs(context: ExecutionContext): string | null {
  const caller = authenticatedOf(context)?.caller;
  if (caller) return `user:${caller.userId}`;
  const key = keyOf(context.switchToHttp().getRequest<object>());
  return key && `key:${key.id}`;
}

import { authenticatedOf } from '@castellan/access';
import type { ExecutionContext } from '@nestjs/common';

/** Whose requests are counted together by the limits of callers; null for nobody, as on public routes. */
export function countedAs(context: ExecutionContext): string | null {
  const caller = authenticatedOf(context)?.caller;
  return caller ? `user:${caller.userId}` : null;
}

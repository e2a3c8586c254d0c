import type { AuthEventName } from '@castellan/log';
import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { REMEMBERED, RememberedAttempt } from './remembered-attempt.interceptor.js';

/**
 * No request of this route is forgotten: one that ends without an event of its own leaves this one, failed with the code of the error as its
 * reason, or `unchanged` where nothing was to be done. Refusals before it is read (limit, CSRF, sign-in) are counted by the metrics only.
 */
export function Remembers(event: AuthEventName): MethodDecorator {
  return applyDecorators(SetMetadata(REMEMBERED, event), UseInterceptors(RememberedAttempt));
}

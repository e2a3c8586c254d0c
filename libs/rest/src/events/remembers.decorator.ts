import type { AuthEventName } from '@castellan/log';
import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { QUESTION, REMEMBERED, RememberedAttempt } from './remembered-attempt.interceptor.js';

/**
 * No request of this route is forgotten: one that ends without an event of its own leaves this one, failed with the code of the error as its
 * reason, or `unchanged` where nothing was to be done. Refusals before it is read (limit, CSRF, sign-in) are counted by the metrics only.
 */
export function Remembers(event: AuthEventName): MethodDecorator {
  return applyDecorators(SetMetadata(REMEMBERED, event), UseInterceptors(RememberedAttempt));
}

/** The same of a route that only asks, where what is answered leaves the event: of its own it leaves refusals, and nothing else. */
export function RemembersRefusals(event: AuthEventName): MethodDecorator {
  return applyDecorators(SetMetadata(QUESTION, true), Remembers(event));
}

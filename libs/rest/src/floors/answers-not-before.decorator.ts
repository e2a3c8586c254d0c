import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { AnswerFloor } from './answer-floor.interceptor.js';
import { FLOOR, type FloorName } from './floor-name.js';

/**
 * Answers, good or bad, not before the named floor has passed since the request came in, so that its time does not tell
 * whether an address is known (docs/reference/contract.md#limits). Refusals that look at no account (limit, CSRF, form of the body) come at
 * once.
 */
export function AnswersNotBefore(name: FloorName): MethodDecorator {
  return applyDecorators(SetMetadata(FLOOR, name), UseInterceptors(AnswerFloor));
}

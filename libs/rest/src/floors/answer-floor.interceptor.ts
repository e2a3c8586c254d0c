import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { MalformedFields } from '../errors/malformed-fields.js';
import { FLOOR, type FloorName } from './floor-name.js';

/** How long answers take at least, where the host does not tell, in ms: `signUpMs` is longer than the hash of a password. */
export const ANSWER_FLOORS = { signUpMs: 500, mailMs: 200 } as const;

/** Holds an answer back until its floor has passed; see `@AnswersNotBefore`. */
@Injectable()
export class AnswerFloor implements NestInterceptor {
  constructor(@Inject(REST_OPTIONS) private readonly options: RestOptions) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const floorMs = this.floorOf(context);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return defer(() => answerAfter(floorMs, reply, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private floorOf(context: ExecutionContext): number {
    const name = Reflect.getMetadata(FLOOR, context.getHandler()) as FloorName; // set by the one decorator that names this interceptor
    const floor = name === 'signup' ? 'signUpMs' : 'mailMs';
    return this.options.answerFloors?.[floor] ?? ANSWER_FLOORS[floor];
  }
}

async function answerAfter(floorMs: number, reply: FastifyReply, work: () => Promise<unknown>): Promise<unknown> {
  const begun = performance.now() - reply.elapsedTime;
  try {
    const answer = await work();
    await holdUntil(begun + floorMs);
    return answer;
  } catch (error) {
    if (!(error instanceof MalformedFields)) await holdUntil(begun + floorMs);
    throw error;
  }
}

/** Waits until `moment` of the monotonic clock, in ms. A timer may fire up to 1 ms early, hence the rounding up. */
async function holdUntil(moment: number): Promise<void> {
  const left = moment - performance.now();
  if (left > 0) await sleep(Math.ceil(left) + 1);
}

import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Says when nobody listens to the answer any more. */
export const Gone = createParamDecorator((_data: undefined, context: ExecutionContext): AbortSignal => {
  const gone = new AbortController();
  const { raw } = context.switchToHttp().getResponse<FastifyReply>();
  if (raw.destroyed) gone.abort(); // it has closed already, and tells no more
  raw.once('close', () => gone.abort()); // after an answer, too, which then hurts nobody
  return gone.signal;
});

import { DomainError, statusOf, Unavailable } from '@castellan/common';
import { isStoreAway } from '@castellan/data';
import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './refuse.js';

const logger = new Logger('Panel');

/** Expected failures say what is wrong; what nobody expected is logged, and says nothing. */
export function answerErrors(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = isStoreAway(thrown) ? new Unavailable({ cause: thrown }) : thrown;
  if (error instanceof DomainError) {
    if (error.extras.retryAfter !== undefined) reply.header('retry-after', String(error.extras.retryAfter));
    return refuse(request, reply, statusOf(error.kind), isOfTheBody(error) ? 'unreadable' : error);
  }
  const status = clientFault(error);
  if (status !== null) return refuse(request, reply, status, 'unreadable');
  logger.error('A request failed', error instanceof Error ? error.stack : String(error));
  return refuse(request, reply, 500, 'wentWrong');
}

const isOfTheBody = ({ kind }: DomainError): boolean => kind === 'too_large' || kind === 'unsupported';

/** As Fastify and AdminJS name it. */
function clientFault(error: unknown): number | null {
  const { statusCode } = error as { readonly statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null;
}

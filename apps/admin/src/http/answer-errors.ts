import { DomainError, statusOf, Unavailable } from '@castellan/common';
import { isStoreAway } from '@castellan/data';
import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse, UNREADABLE } from './refuse.js';

const logger = new Logger('Panel');

/** What a domain error says to people: its text, or what is wrong with each field and with the whole (`form`). */
export function messageOf({ detail, extras }: DomainError): string {
  const fields = Object.entries(extras.errors ?? {}).map(([field, messages]) => {
    const text = messages.join(' ');
    return field === 'form' ? text : `${field.replaceAll('_', ' ')}: ${text}`;
  });
  return fields.length === 0 ? detail : fields.join(' · ');
}

/** Expected failures say what is wrong; what nobody expected is logged, and says nothing. */
export function answerErrors(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = isStoreAway(thrown) ? new Unavailable({ cause: thrown }) : thrown;
  if (error instanceof DomainError) {
    if (error.extras.retryAfter !== undefined) reply.header('retry-after', String(error.extras.retryAfter));
    return refuse(request, reply, statusOf(error.kind), isOfTheBody(error) ? UNREADABLE : messageOf(error));
  }
  const status = clientFault(error);
  if (status !== null) return refuse(request, reply, status, UNREADABLE);
  logger.error('A request failed', error instanceof Error ? error.stack : String(error));
  return refuse(request, reply, 500, 'Something went wrong. It was logged.');
}

const isOfTheBody = ({ kind }: DomainError): boolean => kind === 'too_large' || kind === 'unsupported';

/** As Fastify and AdminJS name it. */
function clientFault(error: unknown): number | null {
  const { statusCode } = error as { readonly statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null;
}

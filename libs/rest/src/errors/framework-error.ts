import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestId } from '../tracing/request-trace.js';
import { asDomainError } from './as-domain-error.js';
import { problemHeaders } from './problem-headers.js';
import { problemOf } from './problem.js';

/** Answers what the router refuses before any hook runs: a URL that cannot be decoded (`%ZZ`), an endless parameter. */
export function answerFrameworkError(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
): void {
  const refusal = asDomainError(error);
  const problem = problemOf(refusal, request.id);
  void reply.code(problem.status).headers({
    ...headers,
    ...problemHeaders(refusal, false),
    'x-request-id': requestId(request),
    'cache-control': 'no-store',
  });
  void reply.send(JSON.stringify(problem));
}

import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { asDomainError } from '../errors/as-domain-error.js';
import { problemHeaders } from '../errors/problem-headers.js';
import { problemOf } from '../errors/problem.js';
import type { Health } from './health.js';

/** Serves `/healthz` and `/readyz` on a listener that is no part of the API, with the API's answers. */
export function serveHealth(instance: FastifyInstance, health: Health, options: RouteShorthandOptions = {}): void {
  instance.get('/healthz', options, () => health.alive());
  instance.get('/readyz', options, (request, reply) => health.ready().catch((error: unknown) => refuse(error, request, reply)));
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asDomainError(error);
  const problem = problemOf(refusal, request.id);
  return reply.code(problem.status).headers(problemHeaders(refusal, false)).send(JSON.stringify(problem));
}

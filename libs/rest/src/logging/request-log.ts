import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { whoAsked } from './who-asked.js';

const PROBES: ReadonlySet<unknown> = new Set(['/healthz', '/readyz']);

/**
 * One line for each finished request: the route's pattern, never the URL (queries of links are secrets), no header, no body; who asked,
 * and the code of a refusal. Every field is in docs/operations/request-log.md.
 * Probes, which come every second, are for whoever looks for a fault. Nothing is hooked in when the level would not write it.
 */
export function logRequests(instance: FastifyInstance, log: Logger): void {
  if (!log.isLevelEnabled('info')) return;
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? null : request.routeOptions.url;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const level = PROBES.has(route) ? 'debug' : 'info';
    log[level]({ method: request.method, route, status: reply.statusCode, ms, trace_id: request.id, ...whoAsked(request) });
    done();
  });
}

import type { FastifyInstance } from 'fastify';
import type { RestOptions } from '../rest-options.js';
import { pinoAt } from './pino.js';

/**
 * One line for each finished request: the route's pattern, never the URL (queries of links are secrets), no header, no body.
 * Nothing is hooked in when the level would not write it.
 */
export function logRequests(instance: FastifyInstance, level: RestOptions['logLevel']): void {
  const log = pinoAt(level);
  if (!log.isLevelEnabled('info')) return;
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? null : request.routeOptions.url;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info({ method: request.method, route, status: reply.statusCode, ms, trace_id: request.id });
    done();
  });
}

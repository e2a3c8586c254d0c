import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import './request-facts.js';

const MINUTE_MS = 60_000;
/** What is over is counted, and the next line says how many were left out: a flood of refusals fills no disk. */
const LINES_A_MINUTE = 60;

const logger = new Logger('Panel');

/** Tells of each refused authorisation, who and from where, as the API does (OWASP ASVS 5.0 V16.3.2). Sign-ins that fail are events. */
export function tellRefusals(instance: FastifyInstance): void {
  let [since, lines, leftOut] = [0, 0, 0];
  instance.addHook('onResponse', (request, { statusCode }, done) => {
    done();
    if (statusCode !== 403) return;
    const now = performance.now();
    if (now - since > MINUTE_MS) [since, lines] = [now, 0];
    lines += 1;
    if (lines > LINES_A_MINUTE) {
      leftOut += 1;
      return;
    }
    logger.warn({ ...lineOf(request), ...(leftOut > 0 && { left_out: leftOut }) }, 'refused');
    leftOut = 0;
  });
}

function lineOf(request: FastifyRequest): object {
  const { method, operator, clientAddress: ip, id } = request;
  return { method, path: pathOf(request), ip, ...(operator && { user_id: operator.id, session_id: operator.sessionId }), trace_id: id };
}

/** Without its query, and without whom it is about: that is for the audit log of what was done. */
const pathOf = ({ originalUrl }: FastifyRequest): string => (originalUrl.split('?')[0] ?? '').replace(UUID, ':id').slice(0, 200);

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

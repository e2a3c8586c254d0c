import { Logger } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { contextOf, noticedOperator } from './request-facts.js';

const MINUTE_MS = 60_000;
/** What is over is counted, and the next line says how many were left out: a flood of refusals fills no disk. */
const LINES_A_MINUTE = 60;

const logger = new Logger('Panel');

/** Tells of each refused authorisation, who and from where, as the API does (OWASP ASVS 5.0 V16.3.2). Sign-ins that fail are events. */
export function tellRefusals(): RequestHandler {
  let [since, lines, leftOut] = [0, 0, 0];
  return (request, response, next) => {
    response.on('finish', () => {
      if (response.statusCode !== 403) return;
      const now = performance.now();
      if (now - since > MINUTE_MS) [since, lines] = [now, 0];
      lines += 1;
      if (lines > LINES_A_MINUTE) {
        leftOut += 1;
        return;
      }
      const { ip, traceId } = contextOf(response);
      const operator = noticedOperator(response);
      const who = operator && { user_id: operator.id, session_id: operator.sessionId };
      const line = { method: request.method, path: pathOf(request), ip, ...who, trace_id: traceId };
      logger.warn({ ...line, ...(leftOut > 0 && { left_out: leftOut }) }, 'refused');
      leftOut = 0;
    });
    next();
  };
}

/** Without its query, and without whom it is about: that is for the audit log of what was done. */
const pathOf = ({ originalUrl }: Request): string => (originalUrl.split('?')[0] ?? '').replace(UUID, ':id').slice(0, 200);

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

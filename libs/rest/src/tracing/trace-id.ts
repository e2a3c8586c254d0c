import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What may stand in a log line and a header without being escaped. */
const ACCEPTABLE = /^[A-Za-z0-9_.-]{1,64}$/;

/** The client's own `X-Request-Id` where it can do no harm, else a new one. */
export function traceId(request: Pick<IncomingMessage, 'headers'>): string {
  const theirs = request.headers['x-request-id'];
  return typeof theirs === 'string' && ACCEPTABLE.test(theirs) ? theirs : randomUUID();
}

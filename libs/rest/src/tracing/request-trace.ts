import { readTraceContext, recording, withinTrace } from '@castellan/tracing';
import type { Span, TraceContext } from '@castellan/tracing';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

/** What may stand in a log line and a header without being escaped. */
const ACCEPTABLE = /^[A-Za-z0-9_.-]{1,64}$/;

/** Of requests that are recorded. */
const spans = new WeakMap<object, Span>();

type Received = Pick<IncomingMessage, 'headers' | 'method'>;

/**
 * What problems and lines of the log call the request by: its trace (W3C Trace Context), where it belongs to one or is recorded; else the
 * client's own `X-Request-Id`, where it can do no harm; else a new id.
 */
export function traceId(request: Received): string {
  const trace = sentTrace(request);
  const span = recording()?.start(request.method ?? 'HTTP', { kind: 'server', parent: trace });
  if (span) spans.set(request, span);
  return span?.trace.traceId ?? trace?.traceId ?? ownId(request) ?? randomUUID();
}

/** What is answered as `X-Request-Id`: a client's own comes back to it. */
export function requestId({ id, raw }: Pick<FastifyRequest, 'id' | 'raw'>): string {
  return ownId(raw) ?? id;
}

/** Goes on with the request, until it is answered, as a part of its trace. */
export function continueTrace({ raw }: FastifyRequest, reply: FastifyReply, goOn: () => void): void {
  const trace = spans.get(raw)?.trace ?? sentTrace(raw);
  if (trace) void withinTrace(trace, () => untilAnswered(reply, goOn));
  else goOn();
}

function untilAnswered({ raw }: FastifyReply, goOn: () => void): Promise<void> {
  return new Promise((resolve) => {
    raw.once('close', resolve);
    goOn();
  });
}

/** Hooks in what `continueTrace` at the beginning cannot reach, and the end of what is recorded. */
export function traceRequests(instance: FastifyInstance): void {
  instance.addHook('onRoute', (route) => {
    if (route.method !== 'GET' && route.method !== 'HEAD') route.preValidation = afterBody(route.preValidation);
  });
  if (!recording()) return;
  instance.addHook('onResponse', (request, reply, done) => {
    endSpan(request, reply.statusCode);
    done();
  });
}

/** The last of a body comes in the context of the connection, not in that of the request. */
function afterBody(others: RouteOptions['preValidation'] = []): RouteOptions['preValidation'] {
  const again = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => continueTrace(request, reply, done);
  return [again, ...[others].flat()] as RouteOptions['preValidation']; // they differ in what they are bound to
}

function endSpan({ raw, method, is404, routeOptions: { url } }: FastifyRequest, status: number): void {
  const span = spans.get(raw);
  if (!span) return;
  const route = is404 ? undefined : url;
  if (route !== undefined) span.rename(`${method} ${route}`);
  span.set({ 'http.request.method': method, 'http.response.status_code': status, ...(route !== undefined && { 'http.route': route }) });
  span.end(status >= 500 ? String(status) : undefined);
}

function sentTrace({ headers: { traceparent, tracestate } }: Received): TraceContext | null {
  return traceparent === undefined ? null : readTraceContext({ traceparent, tracestate });
}

function ownId({ headers }: Received): string | null {
  const theirs = headers['x-request-id'];
  return typeof theirs === 'string' && ACCEPTABLE.test(theirs) ? theirs : null;
}

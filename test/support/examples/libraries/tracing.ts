import { currentTrace, inSpan, writeTraceContext } from '@castellan/tracing';

/** Asks another service, which gets to know the trace; recorded as one span where telemetry was asked for. */
export function askStock(url: string): Promise<Response> {
  return inSpan('GET stock', { kind: 'client' }, async () => {
    const trace = currentTrace();
    return fetch(url, { headers: { ...(trace && writeTraceContext(trace)) } });
  });
}

import { currentTrace, readTraceContext, writeTraceContext } from '@castellan/tracing';
import type { TraceContext } from '@castellan/tracing';

/** Beside what a job is told. A version that does not know it passes it over. */
const MEMBER = '_trace';

/** The data, and the trace in which the job was enqueued. */
export function withTrace(data: object): object {
  const trace = currentTrace();
  return trace ? { ...data, [MEMBER]: writeTraceContext(trace) } : data;
}

/** What `withTrace` put together. */
export function withoutTrace(stored: object): { readonly data: object; readonly trace: TraceContext | null } {
  const { [MEMBER]: trace, ...data } = stored as Readonly<Record<string, unknown>>;
  return { data, trace: typeof trace === 'object' && trace !== null ? readTraceContext(trace) : null };
}

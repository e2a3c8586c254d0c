export { readTraceContext, writeTraceContext } from './trace-context.js';
export type { TraceContext } from './trace-context.js';
export { currentTrace, inSpan, recordBy, recording, withinTrace } from './tracing.js';
export type { Span, SpanOptions, Tracer } from './tracing.js';

import type { Span, SpanOptions, TraceContext, Tracer } from '@castellan/tracing';
import {
  context,
  createTraceState,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Context, Span as OpenTelemetrySpan, SpanContext } from '@opentelemetry/api';

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Whether somebody has registered one before: it is asked what it would do by a name of the API's own. */
export function hasProvider(): boolean {
  const provider = trace.getTracerProvider() as { readonly getDelegate?: () => object };
  return provider.getDelegate?.().constructor.name !== 'NoopTracerProvider';
}

/** What is recorded here goes to the global provider of `@opentelemetry/api`: ours, or that of a host. */
export class OpenTelemetryTracer implements Tracer {
  private readonly tracer = trace.getTracer('castellan');

  constructor(readonly flush: () => Promise<void>) {}

  current(): TraceContext | null {
    const current = trace.getSpanContext(context.active());
    return current && isSpanContextValid(current) ? traceContextOf(current) : null;
  }

  within<T>(of: TraceContext, work: () => T): T {
    return context.with(trace.setSpanContext(context.active(), spanContextOf(of)), work);
  }

  start(name: string, { kind = 'internal', attributes = {}, parent, startedAt }: SpanOptions): Span {
    const options = { kind: KINDS[kind], attributes, ...(startedAt !== undefined && { startTime: startedAt }) };
    return new RecordedSpan(this.tracer.startSpan(name, options, parentOf(parent)));
  }
}

class RecordedSpan implements Span {
  constructor(private readonly span: OpenTelemetrySpan) {}

  get trace(): TraceContext {
    return traceContextOf(this.span.spanContext());
  }

  set(attributes: Parameters<Span['set']>[0]): void {
    this.span.setAttributes(attributes);
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  /** Messages of errors hold what was typed, addresses and statements. */
  end(error?: unknown, endedAt?: number): void {
    if (error !== undefined) {
      this.span.setStatus({ code: SpanStatusCode.ERROR });
      this.span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    }
    this.span.end(endedAt);
  }
}

function parentOf(parent: TraceContext | null | undefined): Context {
  if (parent === undefined) return context.active();
  return parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...spanContextOf(parent), isRemote: true });
}

function traceContextOf({ traceId, spanId, traceFlags, traceState }: SpanContext): TraceContext {
  const state = traceState?.serialize();
  return { traceId, parentId: spanId, flags: traceFlags.toString(16).padStart(2, '0'), ...(state && { state }) };
}

function spanContextOf({ traceId, parentId, flags, state }: TraceContext): SpanContext {
  const traceState = state === undefined ? {} : { traceState: createTraceState(state) };
  return { ...INVALID_SPAN_CONTEXT, traceId, spanId: parentId, traceFlags: Number.parseInt(flags, 16), ...traceState };
}

import { Surrounding } from '@castellan/common';
import type { TraceContext } from './trace-context.js';

/** @internal */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** How a piece of work is recorded. @internal */
export interface SpanOptions {
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** Of OpenTelemetry's semantic conventions where they have one; never a parameter, an address, a token or a query. */
  readonly attributes?: SpanAttributes;
  /** Who caused it; the trace of the moment where that is left out, and a new trace for null. */
  readonly parent?: TraceContext | null;
  /** Milliseconds since the epoch, of work that has begun already. */
  readonly startedAt?: number;
}

/** A piece of work that is being recorded. @internal */
export interface Span {
  /** For what it causes. */
  readonly trace: TraceContext;
  set(attributes: SpanAttributes): void;
  rename(name: string): void;
  /** Ends it, as failed where there is an error, of which only the name is kept. */
  end(error?: unknown, endedAt?: number): void;
}

/** Who keeps traces together, and records what is done in them. @internal */
export interface Tracer {
  current(): TraceContext | null;
  within<T>(trace: TraceContext, work: () => T): T;
  start(name: string, options: SpanOptions): Span;
  /** Hands over what was recorded. */
  flush(): Promise<void>;
}

/** Of the traces that are only handed on: it costs nothing while there are none. */
const handedOn = new Surrounding<TraceContext>();
let recorder: Tracer | null = null;

/** From now on work is recorded; once, before anything else begins. @internal */
export function recordBy(tracer: Tracer): void {
  recorder = tracer;
}

/** Null unless somebody asked for telemetry: then nothing is paid for it. @internal */
export const recording = (): Tracer | null => recorder;

/** The trace that the running work belongs to. @internal */
export function currentTrace(): TraceContext | null {
  return recorder ? recorder.current() : (handedOn.value ?? null);
}

/** Runs the work, until it resolves, as a part of the trace. @internal */
export async function withinTrace<T>(trace: TraceContext, work: () => Promise<T>): Promise<T> {
  return recorder ? recorder.within(trace, work) : handedOn.run(trace, work);
}

/** Runs the work, and records it where somebody records. @internal */
export async function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  if (!recorder) return work();
  const span = recorder.start(name, options);
  try {
    const result = await recorder.within(span.trace, work);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

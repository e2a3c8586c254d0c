/** The trace that some work belongs to, by W3C Trace Context (https://www.w3.org/TR/trace-context/). @internal */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits. */
  readonly traceId: string;
  /** 16 of them: who caused the work. */
  readonly parentId: string;
  /** Two of them; the lowest bit says that whoever called records the trace. */
  readonly flags: string;
  /** What tracing systems keep with it, as in `tracestate`. */
  readonly state?: string;
}

/** The headers by which a trace is handed on. @internal */
export interface TraceHeaders {
  readonly traceparent?: unknown;
  readonly tracestate?: unknown;
}

/** W3C Trace Context §3.2.2: lower case, neither id all zeros, and no version ff. Only later versions may have more behind it. */
const PARENT = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;
/** What this version knows of the flags: `sampled`, and `random` of level 2. */
const KNOWN_FLAGS = 0b11;

/** W3C Trace Context §3.3.1.3; what is before the last part of `@` is the tenant of a system. */
const KEY = /^(?:[a-z][\d_a-z*/-]{0,255}|[\da-z][\d_a-z*/-]{0,240}@[a-z][\d_a-z*/-]{0,13})$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const MOST_MEMBERS = 32;
/** W3C Trace Context §3.3.1.5: at least so much is handed on. */
const MOST_STATE_LENGTH = 512;

/** What headers, or what was kept of them, say; null where they say nothing that holds, and a trace begins anew (W3C §4.3). @internal */
export function readTraceContext({ traceparent, tracestate }: TraceHeaders): TraceContext | null {
  if (typeof traceparent !== 'string') return null;
  const [, version, traceId, parentId, flags, more] = PARENT.exec(traceparent) ?? [];
  if (!traceId || !parentId || !flags || (version === '00' && more !== undefined)) return null;
  const state = readState(tracestate);
  return { traceId, parentId, flags: knownFlags(flags), ...(state && { state }) };
}

/** As headers say it. @internal */
export function writeTraceContext({ traceId, parentId, flags, state }: TraceContext): { traceparent: string; tracestate?: string } {
  return { traceparent: `00-${traceId}-${parentId}-${flags}`, ...(state && { tracestate: state }) };
}

function knownFlags(flags: string): string {
  return (Number.parseInt(flags, 16) & KNOWN_FLAGS).toString(16).padStart(2, '0');
}

/** One that cannot be read is dropped whole, and the trace goes on without it. */
function readState(state: unknown): string | null {
  if (typeof state !== 'string') return null;
  const members = state
    .split(',')
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((member) => member !== '');
  const keys = new Set(members.map((member) => member.split('=', 1)[0]));
  if (members.length > MOST_MEMBERS || keys.size < members.length || !members.every(isMember)) return null;
  while (members.join(',').length > MOST_STATE_LENGTH) members.pop();
  return members.join(',') || null;
}

function isMember(member: string): boolean {
  const at = member.indexOf('=');
  return at > 0 && KEY.test(member.slice(0, at)) && VALUE.test(member.slice(at + 1));
}

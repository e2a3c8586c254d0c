import { recording } from '@castellan/tracing';
import type { Span, Tracer } from '@castellan/tracing';
import { AsyncResource } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';

type Query = (...args: readonly unknown[]) => unknown;
type Callback = (error: unknown, ...rest: readonly unknown[]) => void;

/** Records the statements of traces, by their kind and table. Neither their text nor their parameters: those are what people typed. */
export function recordStatements(pool: Pool): void {
  const recorder = recording();
  if (!recorder) return;
  const recorded = new WeakSet<PoolClient>(); // the first was connected before anybody could say so
  pool.on('acquire', (client) => {
    if (!recorded.has(client)) recordClient(client, recorder);
    recorded.add(client);
  });
  keepContext(pool);
}

/** What waits for a connection is called by whoever gives one back, in that one's trace. */
function keepContext(pool: Pool): void {
  const connect = pool.connect.bind(pool) as (callback?: Callback) => unknown;
  const kept = (callback?: Callback): unknown => (callback ? connect(AsyncResource.bind(callback)) : connect());
  Object.assign(pool, { connect: kept });
}

function recordClient(client: PoolClient, recorder: Tracer): void {
  const query = client.query.bind(client) as Query;
  const recorded: Query = (...args) => {
    const text = textOf(args[0]);
    if (text === null || !recorder.current()) return query(...args);
    return ending(recorder.start(...described(text)), query, args);
  };
  Object.assign(client, { query: recorded });
}

/** `pg` tells of the end by a callback, where it is given one, else by a promise. */
function ending(span: Span, query: Query, args: readonly unknown[]): unknown {
  const last = args.at(-1);
  if (typeof last === 'function') {
    const callback: Callback = (error, ...rest) => {
      span.end(error ?? undefined);
      (last as Callback)(error, ...rest);
    };
    return query(...args.slice(0, -1), callback);
  }
  const result = query(...args);
  if (!(result instanceof Promise)) return result;
  result.then(
    () => span.end(),
    (error: unknown) => span.end(error),
  );
  return result;
}

/** Null of what is neither a statement nor a description of one, such as a cursor. */
function textOf(statement: unknown): string | null {
  if (typeof statement === 'string') return statement;
  const { text, submit } = (statement ?? {}) as { readonly text?: unknown; readonly submit?: unknown };
  return typeof text === 'string' && submit === undefined ? text : null;
}

function described(text: string): Parameters<Tracer['start']> {
  const operation = /^\s*([a-z]+)/i.exec(text)?.[1]?.toUpperCase() ?? 'OTHER';
  const table = /\b(?:FROM|INTO|UPDATE)\s+(?:ONLY\s+)?"?([a-z_.]+)/i.exec(text)?.[1];
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation, ...(table && { 'db.collection.name': table }) };
  return [table ? `${operation} ${table}` : operation, { kind: 'client', attributes }];
}

import type { AuthEventName, AuthEventStatus } from './auth-events.js';
import type { AuthEventRow } from './auth-event-row.js';
import type { EventPosition } from './event-position.js';

/** What operators look for. All that is given must hold; `from` counts in, `to` does not. */
export interface EventSearch {
  readonly userId?: string | undefined;
  readonly ip?: string | undefined;
  readonly status?: AuthEventStatus | undefined;
  readonly event?: AuthEventName | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only what is older than the event there: the `position` of the last one of the page before. */
  readonly before?: EventPosition | undefined;
  readonly limit: number;
}

/** An event as it was stored, and where it stands. */
export type StoredEvent = Omit<AuthEventRow, 'identifierHash' | 'isGathered'> & { readonly position: EventPosition };

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const COLUMNS = `id, created_at, event, status, reason, user_id, identifier, ip, user_agent, session_id, times,
  (extract(epoch FROM created_at) * 1000000)::bigint::text AS micros`;
const MOMENT = "timestamptz 'epoch' + %::bigint * interval '1 microsecond'";

/**
 * One ordered walk over an index for every combination, newest first. An event without a status is looked up under each status: the index
 * holds them apart, so that a rare failure among a million successes is found as fast as the reverse.
 */
export function searchStatement(search: EventSearch): Statement {
  const parameters: unknown[] = [];
  const statuses = search.event && !search.status ? (['success', 'failure'] as const) : [search.status];
  const walks = statuses.map((status) => walk({ ...search, status }, parameters));
  const sql =
    walks.length === 1
      ? walks[0]!
      : `${walks.map((one) => `(${one})`).join(' UNION ALL ')} ORDER BY created_at DESC, id DESC LIMIT $${parameters.push(search.limit)}`;
  return { sql, parameters };
}

function walk({ userId, ip, status, event, from, to, before, limit }: EventSearch, parameters: unknown[]): string {
  const conditions: string[] = [];
  const add = (condition: string, value: unknown): void => {
    if (value !== undefined) conditions.push(condition.replace('%', `$${parameters.push(value)}`));
  };
  add('user_id = %', userId);
  add('ip = %', ip);
  // Spelt out, not a parameter: an index for failures alone is used only where the planner sees that they are meant.
  if (status) conditions.push(`status = '${status === 'failure' ? 'failure' : 'success'}'`);
  add('event = %', event);
  add('created_at >= %', from);
  add('created_at < %', to);
  if (before) conditions.push(olderThan(before, parameters));
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')} ` : '';
  return `SELECT ${COLUMNS} FROM auth_events ${where}ORDER BY created_at DESC, id DESC LIMIT $${parameters.push(limit)}`;
}

function olderThan(position: EventPosition, parameters: unknown[]): string {
  return `(created_at, id) < (${place(position, parameters)})`;
}

function place({ micros, id }: EventPosition, parameters: unknown[]): string {
  return `${MOMENT.replace('%', `$${parameters.push(micros)}`)}, $${parameters.push(id)}::uuid`;
}

/** A user's own events next to a position, in the order of the walk away from it. */
export function historyStatement(
  userId: string,
  { direction, position }: { direction: 'older' | 'newer'; position: EventPosition | null },
  limit: number,
): Statement {
  const parameters: unknown[] = [userId];
  const isOlder = direction === 'older';
  const beside = position ? `AND (created_at, id) ${isOlder ? '<' : '>'} (${place(position, parameters)}) ` : '';
  const order = isOlder ? 'created_at DESC, id DESC' : 'created_at, id';
  const sql = `SELECT ${COLUMNS} FROM auth_events WHERE user_id = $1 ${beside}ORDER BY ${order} LIMIT $${parameters.push(limit)}`;
  return { sql, parameters };
}

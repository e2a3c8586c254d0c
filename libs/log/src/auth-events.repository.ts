import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { BY_OPERATOR, HERE, OPERATOR_EVENTS } from './auth-events.js';
import type { AuthEventRow } from './auth-event-row.js';
import type { AuthEventName, AuthEventStatus } from './auth-events.js';
import type { Statement, StoredEvent } from './event-search.js';

/** What a user did, not an operator. */
const THEIRS = '(event <> ALL ($2::text[]) AND reason IS DISTINCT FROM $3)';

const INSERT = `INSERT INTO auth_events
    (id, created_at, event, status, reason, user_id, identifier, identifier_hash, ip, user_agent, session_id, times)
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::uuid[], $12::int[])`;
const INSERT_ONCE = `${INSERT} ON CONFLICT (id) DO NOTHING`; // written again after an outcome that nobody heard of
const ADD = `${INSERT} ON CONFLICT (id) DO UPDATE SET times = auth_events.times + excluded.times`;

const FIELDS = [
  'id',
  'createdAt',
  'event',
  'status',
  'reason',
  'userId',
  'identifier',
  'identifierHash',
  'ip',
  'userAgent',
  'sessionId',
  'times',
] as const;

/** A million rows of one user are not worth a second of everybody's time: from here on a list says "that many at least". */
const MOST_COUNTED = 10_000;

/** Of some time. A refused attempt is one failure: of the password, of the one-time code, or of the second factor. @internal */
export interface SignInCount {
  readonly succeeded: number;
  readonly failed: number;
}

/** Whatever the factors were, a sign-in that succeeds ends with `login`. */
const SIGN_INS = `SELECT
    (SELECT count(*)::int FROM auth_events
     WHERE event = 'login' AND status = 'success' AND created_at >= $1 AND created_at < $2 AND ${HERE}) AS succeeded,
    (SELECT count(*)::int FROM auth_events
     WHERE event IN ('login', 'otp_verified', 'passkey_login', 'federated_login', 'twofactor') AND status = 'failure' AND created_at >= $1 AND created_at < $2 AND ${HERE})
    + (SELECT coalesce(sum(times - 1), 0)::int FROM auth_events
       WHERE times > 1 AND event IN ('login', 'otp_verified', 'passkey_login', 'federated_login', 'twofactor') AND status = 'failure' AND created_at >= $1 AND created_at < $2 AND ${HERE})
    AS failed`;

interface Found {
  readonly id: string;
  readonly created_at: Date;
  readonly event: AuthEventName;
  readonly status: AuthEventStatus;
  readonly reason: string | null;
  readonly user_id: string | null;
  readonly identifier: string | null;
  readonly ip: string;
  readonly user_agent: string | null;
  readonly session_id: string | null;
  readonly times: number;
  readonly micros: string;
}

@Injectable()
export class AuthEventsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** All or none, but for those that are added to others: these are written last, and not at all when the others are not. */
  async insert(rows: readonly AuthEventRow[]): Promise<void> {
    const single = rows.filter(({ isGathered }) => !isGathered);
    const gathered = together(rows.filter(({ isGathered }) => isGathered));
    if (single.length > 0) await this.transaction.query(INSERT_ONCE, columnsOf(single), { name: 'auth-events-insert' });
    if (gathered.length > 0) await this.transaction.query(ADD, columnsOf(gathered), { name: 'auth-events-add' });
  }

  async find({ sql, parameters }: Statement): Promise<readonly StoredEvent[]> {
    return (await this.transaction.query<Found>(sql, parameters)).map(toEvent);
  }

  /** Never more than 10 000. */
  async countOf(userId: string): Promise<number> {
    const sql = `SELECT count(*)::int AS count FROM (SELECT FROM auth_events WHERE user_id = $1 LIMIT ${MOST_COUNTED}) AS counted`;
    const [counted] = await this.transaction.query<{ count: number }>(sql, [userId]);
    return counted?.count ?? 0;
  }

  async signInsBetween(from: Date, until: Date): Promise<SignInCount> {
    const [counted] = await this.transaction.query<SignInCount>(SIGN_INS, [from, until]);
    return counted!; // a SELECT without FROM always gives one row
  }

  /** For the user. Of what operators did: that they did it, not from where or with which words. */
  async allOf(userId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.transaction.query(
      `SELECT id, created_at, event, status, identifier, session_id, times, CASE WHEN ${THEIRS} THEN reason END AS reason,
         CASE WHEN ${THEIRS} THEN ip END AS ip, CASE WHEN ${THEIRS} THEN user_agent END AS user_agent
       FROM auth_events WHERE user_id = $1 ORDER BY created_at, id`,
      [userId, [...OPERATOR_EVENTS], BY_OPERATOR],
    );
  }

  async forget(userId: string): Promise<void> {
    await this.transaction.query(
      `UPDATE auth_events SET user_id = NULL, identifier = NULL, identifier_hash = NULL, ip = '', user_agent = NULL, session_id = NULL WHERE user_id = $1`,
      [userId],
    );
  }

  deleteBefore(moment: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'auth_events', 'created_at < $1', [moment]);
  }
}

const columnsOf = (rows: readonly AuthEventRow[]): readonly unknown[] => FIELDS.map((field) => rows.map((row) => row[field]));

/** One statement adds to a row once: what could not be written at first is there twice. */
function together(rows: readonly AuthEventRow[]): readonly AuthEventRow[] {
  const byId = new Map<string, AuthEventRow>();
  for (const row of rows) byId.set(row.id, { ...row, times: row.times + (byId.get(row.id)?.times ?? 0) });
  return [...byId.values()];
}

function toEvent(row: Found): StoredEvent {
  return {
    id: row.id,
    createdAt: row.created_at,
    event: row.event,
    status: row.status,
    reason: row.reason,
    userId: row.user_id,
    identifier: row.identifier,
    ip: row.ip,
    userAgent: row.user_agent,
    sessionId: row.session_id,
    times: row.times,
    position: { micros: row.micros, id: row.id },
  };
}

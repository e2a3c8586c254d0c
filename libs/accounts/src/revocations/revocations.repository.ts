import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { Place, Seen, StoredRevocation } from './revocation.types.js';
import { Snapshot } from './snapshot.js';

/** What is read at once. */
export interface Reading {
  readonly place: Place;
  /** Left out: all that is committed now. */
  readonly upTo?: Snapshot | undefined;
  readonly afterId?: string | undefined;
  readonly limit: number;
}

type Row = { readonly database: string; readonly snapshot: string } & (
  { readonly id: null } | (Omit<StoredRevocation, 'xid'> & { readonly id: string; readonly xid: string })
);

/**
 * A server has a name, and a number for each life that began by a failover or a return to a backup; a database has one in it. The file that
 * it writes to is of the life that it is in; `pg_control` tells of that only after a checkpoint, minutes after a failover.
 */
const databaseOf = (timeline: string): string =>
  `concat_ws('.', (SELECT system_identifier FROM pg_control_system()), ${timeline},
  (SELECT oid FROM pg_database WHERE datname = current_database()), castellan_feed())`;
const WRITTEN_TO = databaseOf(`('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int`);
const AT_CHECKPOINT = databaseOf('(SELECT timeline_id FROM pg_control_checkpoint())');
/** SQLSTATE of a server that does not tell: not supported, not now, not for you, not there. */
const UNTOLD: readonly unknown[] = ['0A000', '55000', '42501', '42883'];

@Injectable()
export class RevocationsRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * What was committed between two snapshots, whatever order it was written in. One statement has one snapshot, which is the one that it
   * gives: so what it does not see comes next (docs/decisions/0255-a-cursor-is-a-snapshot.md).
   */
  async read(reading: Reading): Promise<Seen> {
    return this.readOf(WRITTEN_TO, reading).catch((error: unknown) => {
      if (!UNTOLD.includes((error as { readonly code?: unknown }).code)) throw error;
      return this.readOf(AT_CHECKPOINT, reading);
    });
  }

  private async readOf(database: string, { place, upTo, afterId = '0', limit }: Reading): Promise<Seen> {
    const [condition, parameters] = conditionOf(place);
    const rows = await this.transaction.query<Row>(
      `SELECT ${database} AS database, s.snapshot::text AS snapshot, r.*
       FROM (SELECT coalesce($1::pg_snapshot, pg_current_snapshot()) AS snapshot) s
       LEFT JOIN LATERAL (
         SELECT id, xid, session_id AS "sessionId", user_id AS "userId", version, step, at FROM revocations
         WHERE id > $2::bigint AND pg_visible_in_snapshot(xid::text::xid8, s.snapshot) AND ${condition} ORDER BY id LIMIT $3
       ) r ON true ORDER BY r.id`,
      [upTo?.text ?? null, afterId, limit, ...parameters],
    );
    const { database: of, snapshot } = rows[0]!; // they make a row of their own
    return { database: of, snapshot: Snapshot.parse(snapshot), rows: rows.flatMap(toRevocation) };
  }
}

function conditionOf(place: Place): readonly [string, readonly unknown[]] {
  if ('since' in place) return ['at > $4', [place.since]];
  const { next, running } = place.after;
  return ['(xid >= $4::bigint OR xid = ANY($5::bigint[]))', [String(next), [...running].map(String)]];
}

function toRevocation(row: Row): readonly StoredRevocation[] {
  if (row.id === null) return [];
  const { id, xid, sessionId, userId, version, step, at } = row;
  return [{ id, xid: BigInt(xid), sessionId, userId, version, step, at }];
}

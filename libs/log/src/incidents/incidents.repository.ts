import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { HERE } from '../auth-events.js';
import type { Incident, IncidentKind, IncidentThresholds } from './incident.js';

/** Any number nobody else uses in this database; the same in every version of Castellan. */
const INCIDENTS_LOCK = 7_204_110_005;

/** What a stranger guesses with. */
const GUESSES = `('login', 'otp_verified', 'twofactor', 'reauthenticated', 'password_changed')`;
/** As limits count: an IPv6 client has a whole /64. */
const NETWORK = `CASE WHEN ip LIKE '%:%' THEN network(set_masklen(ip::inet, 64))::text ELSE ip END`;
const ACCOUNT = 'coalesce(user_id::text, identifier_hash, lower(identifier))';
const GUESSED = `FROM auth_events WHERE status = 'failure' AND created_at >= $1 AND event IN ${GUESSES} AND ip <> '' AND ${HERE}`;
const BASELINE_WINDOWS = 6;

type Counted = Pick<Incident, 'target' | 'count'>;

/** Looks at the last minutes only, by the index of failures. */
@Injectable()
export class IncidentsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Until the end of the transaction nobody else raises one. */
  async lock(): Promise<void> {
    await this.transaction.hold(INCIDENTS_LOCK);
  }

  manyAccounts(since: Date, { accountsPerNetwork }: IncidentThresholds): Promise<readonly Counted[]> {
    return this.grouped(`SELECT ${NETWORK} AS target, count(DISTINCT ${ACCOUNT})::int AS count ${GUESSED}`, since, accountsPerNetwork);
  }

  manyAddresses(since: Date, { networksPerAccount }: IncidentThresholds): Promise<readonly Counted[]> {
    const sql = `SELECT ${ACCOUNT} AS target, count(DISTINCT ${NETWORK})::int AS count ${GUESSED} AND ${ACCOUNT} IS NOT NULL`;
    return this.grouped(sql, since, networksPerAccount);
  }

  reuses(since: Date, { reusesPerAccount }: IncidentThresholds): Promise<readonly Counted[]> {
    const sql = `SELECT user_id::text AS target, count(*)::int AS count
      FROM auth_events WHERE event = 'refresh_reuse' AND status = 'failure' AND created_at >= $1 AND user_id IS NOT NULL`;
    return this.grouped(sql, since, reusesPerAccount);
  }

  guessedSignIns(since: Date, { guessedSignInsPerAccount }: IncidentThresholds): Promise<readonly Counted[]> {
    const sql = `SELECT user_id::text AS target, count(*)::int AS count
      FROM auth_events WHERE status = 'failure' AND reason = 'last_wrong_code' AND created_at >= $1 AND user_id IS NOT NULL`;
    return this.grouped(sql, since, guessedSignInsPerAccount);
  }

  copiedPasskeys(since: Date, { copiedPasskeysPerAccount }: IncidentThresholds): Promise<readonly Counted[]> {
    const sql = `SELECT user_id::text AS target, count(*)::int AS count
      FROM auth_events WHERE event = 'passkey_counter' AND status = 'failure' AND created_at >= $1 AND user_id IS NOT NULL`;
    return this.grouped(sql, since, copiedPasskeysPerAccount);
  }

  /** Failures of the window, and of an average one of the six before it. */
  async failures(now: Date, windowMs: number): Promise<{ readonly recent: number; readonly usual: number }> {
    const since = new Date(now.getTime() - windowMs);
    const [row] = await this.transaction.query<{ recent: number; before: number }>(
      `SELECT coalesce(sum(times) FILTER (WHERE created_at >= $1), 0)::int AS recent,
         coalesce(sum(times) FILTER (WHERE created_at < $1), 0)::int AS before
       FROM auth_events WHERE status = 'failure' AND event <> 'security_incident' AND created_at >= $2 AND ${HERE}`,
      [since, new Date(since.getTime() - BASELINE_WINDOWS * windowMs)],
    );
    return { recent: row?.recent ?? 0, usual: (row?.before ?? 0) / BASELINE_WINDOWS };
  }

  /** `kind target` of those raised since. */
  async raisedSince(moment: Date): Promise<ReadonlySet<string>> {
    const rows = await this.transaction.query<{ kind: IncidentKind; target: string }>(
      `SELECT reason AS kind, coalesce(identifier, '') AS target
       FROM auth_events WHERE event = 'security_incident' AND status = 'failure' AND created_at >= $1`,
      [moment],
    );
    return new Set(rows.map(({ kind, target }) => `${kind} ${target}`));
  }

  private grouped(sql: string, since: Date, least: number): Promise<readonly Counted[]> {
    return this.transaction.query(`SELECT * FROM (${sql} GROUP BY 1) AS counted WHERE count >= $2 ORDER BY count DESC LIMIT 100`, [
      since,
      least,
    ]);
  }
}

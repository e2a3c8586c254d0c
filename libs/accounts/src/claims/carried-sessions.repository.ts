import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** What was carried along: whose version rose, and each session of theirs that lives on. */
export interface Carried {
  readonly userIds: readonly string[];
  readonly sessionIds: readonly string[];
}

/** Makes older access tokens stale, and ends nothing. Part of the caller's transaction. */
@Injectable()
export class CarriedSessionsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Locks those that there are in one order: a sign-in that is under way is then over, and its session seen, or comes after. */
  async lock(userIds: readonly string[]): Promise<void> {
    await this.transaction.query('SELECT 1 FROM users WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [userIds]);
  }

  /**
   * Of users who have a live session, raises the version, and takes along what is of the version before: sessions with their refresh
   * tokens, which know of neither version nor step, and those at the panel. Who has no live session has no token to make stale. Only after
   * `lock`: this statement sees what was committed before it began.
   */
  async carry(userIds: readonly string[], now: Date): Promise<Carried> {
    const [carried] = await this.transaction.query<Carried>(
      `WITH raised AS (
         UPDATE users u SET token_version = u.token_version + 1
         WHERE u.id = ANY ($1::uuid[]) AND EXISTS (
           SELECT FROM sessions s WHERE s.user_id = u.id AND s.version = u.token_version AND s.ended_at IS NULL AND s.expires_at > $2)
         RETURNING u.id, u.token_version
       ), sessions_carried AS (
         UPDATE sessions s SET version = r.token_version, step = s.step + 1 FROM raised r
         WHERE s.user_id = r.id AND s.version = r.token_version - 1 AND s.ended_at IS NULL RETURNING s.id
       ), panel_carried AS (
         UPDATE admin_sessions s SET version = r.token_version FROM raised r WHERE s.user_id = r.id AND s.version = r.token_version - 1
       )
       SELECT ARRAY(SELECT id FROM raised) AS "userIds", ARRAY(SELECT id FROM sessions_carried) AS "sessionIds"`,
      [userIds, now],
    );
    return carried ?? { userIds: [], sessionIds: [] };
  }
}

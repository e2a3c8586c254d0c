import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { MAY_ACT } from '../users/staff-standing.js';
import type { User } from '../users/user.types.js';
import { USER_COLUMNS } from '../users/user-columns.js';

/** So long a session may be unused. */
export const PANEL_IDLE_MS = 30 * 60_000;

/** A session as it is opened. */
export interface NewPanelSession {
  readonly tokenHash: Buffer;
  readonly userId: string;
  readonly version: number;
  readonly amr: readonly string[];
  readonly ip: string;
  readonly userAgent: string | null;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** A live session with the user as of now. */
export type LivePanelSession = User & { readonly sessionId: string; readonly lastUsedAt: Date };

/** Is the session `s` of the user `u` good now ($1), and was it used since $2? Asked anew at every request, as is who they are. */
const LIVE = `s.expires_at > $1 AND s.last_used_at > $2 AND s.version = u.token_version AND ${MAY_ACT}`;

@Injectable()
export class PanelSessionsRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Notes the sign-in at the user, too. Null when they are not, or no longer, one who may be in: what was proven before their version
   * changed opens nothing.
   */
  async insert(session: NewPanelSession): Promise<string | null> {
    const { tokenHash, userId, version, amr, ip, userAgent, now, expiresAt } = session;
    const [row] = await this.transaction.query<{ id: string }>(
      `WITH signed_in AS (
         UPDATE users AS u SET last_login = $7 WHERE u.id = $2 AND u.token_version = $3 AND ${MAY_ACT} RETURNING u.id, u.token_version
       )
       INSERT INTO admin_sessions (token_hash, user_id, version, amr, ip, user_agent, created_at, last_used_at, expires_at)
       SELECT $1, id, token_version, $4, $5, $6, $7, $7, $8 FROM signed_in RETURNING id`,
      [tokenHash, userId, version, amr, ip, userAgent, now, expiresAt],
    );
    return row?.id ?? null;
  }

  async find(tokenHash: Buffer, now: Date, usedAfter: Date): Promise<LivePanelSession | null> {
    const [session] = await this.transaction.query<LivePanelSession>(
      `SELECT s.id AS "sessionId", s.last_used_at AS "lastUsedAt", ${USER_COLUMNS} FROM admin_sessions s JOIN users u ON u.id = s.user_id
       WHERE s.token_hash = $3 AND ${LIVE}`,
      [now, usedAfter, tokenHash],
    );
    return session ?? null;
  }

  /**
   * The operator as of now, if the session is still theirs and good; both rows stay so until the transaction ends. The user's row is
   * locked first, as by whatever else changes an account. Sessions end by deletion, so a key lock holds one.
   */
  async hold(userId: string, id: string, now: Date, usedAfter: Date): Promise<Pick<User, 'isSuperuser'> | null> {
    await this.transaction.query('SELECT 1 FROM users WHERE id = $1 FOR SHARE', [userId]);
    const [operator] = await this.transaction.query<Pick<User, 'isSuperuser'>>(
      `SELECT u.is_superuser AS "isSuperuser" FROM admin_sessions s JOIN users u ON u.id = s.user_id
       WHERE s.id = $3 AND s.user_id = $4 AND ${LIVE} FOR KEY SHARE OF s`,
      [now, usedAfter, id, userId],
    );
    return operator ?? null;
  }

  async touch(id: string, now: Date): Promise<void> {
    await this.transaction.query('UPDATE admin_sessions SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2', [id, now]);
  }

  /** Gives whose it was; null when there is none. */
  async delete(tokenHash: Buffer): Promise<{ readonly id: string; readonly userId: string } | null> {
    const [session] = await this.transaction.query<{ id: string; userId: string }>(
      'DELETE FROM admin_sessions WHERE token_hash = $1 RETURNING id, user_id AS "userId"',
      [tokenHash],
    );
    return session ?? null;
  }

  /** Gives whose it was; null when there is none. Of calls at once one gets it. */
  async deleteById(id: string): Promise<string | null> {
    const sql = 'DELETE FROM admin_sessions WHERE id = $1 RETURNING user_id AS "userId"';
    const [session] = await this.transaction.query<{ userId: string }>(sql, [id]);
    return session?.userId ?? null;
  }

  async deleteOf(userId: string, keptId: string | null = null): Promise<void> {
    await this.transaction.query('DELETE FROM admin_sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2', [userId, keptId]);
  }
}

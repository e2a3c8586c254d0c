import type { EndReason } from '@castellan/access';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { MAY_ACT } from '../users/staff-standing.js';

/** What says that a member of staff is still who they were when their request came. */
export interface StaffSession {
  readonly isSuperuser: boolean;
  /** Active, staff, not closed, and no new password is asked of them. */
  readonly isWelcome: boolean;
  readonly isLive: boolean;
  readonly endReason: EndReason | null;
  /** Of the session; `userVersion` is the user's, and a session of another one is dead. */
  readonly version: number;
  readonly userVersion: number;
  readonly step: number;
  readonly aal: number;
}

@Injectable()
export class StaffSessionsRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * As of now, and both rows stay so until the transaction ends. The user's row is locked first, as by whatever else changes an account;
   * API sessions end by an update, so a share lock holds one. Null when the session is not theirs.
   */
  async hold(userId: string, sessionId: string, now: Date): Promise<StaffSession | null> {
    await this.transaction.query('SELECT 1 FROM users WHERE id = $1 FOR SHARE', [userId]);
    const [session] = await this.transaction.query<StaffSession>(
      `SELECT u.is_superuser AS "isSuperuser", s.ended_at IS NULL AND s.expires_at > $3 AS "isLive", s.end_reason AS "endReason",
         ${MAY_ACT} AS "isWelcome",
         s.version, u.token_version AS "userVersion", s.step, s.aal
       FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $2 AND s.user_id = $1 FOR SHARE OF s`,
      [userId, sessionId, now],
    );
    return session ?? null;
  }
}

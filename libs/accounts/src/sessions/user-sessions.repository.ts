import type { AssuranceLevel, EndReason } from '@castellan/access';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { SessionView } from './session.types.js';
import { VIEW_COLUMNS } from './sessions.repository.js';

/** What decides whether a session, and a token of it, still opens anything. */
interface SessionStanding {
  readonly isLive: boolean;
  readonly endReason: EndReason | null;
  readonly version: number;
  readonly step: number;
}

/** The sessions of one user. What ends sessions gives their ids, so that every node can be told. */
@Injectable()
export class UserSessionsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Live ones, the last used first. */
  async list(userId: string, now: Date): Promise<readonly SessionView[]> {
    return this.transaction.query<SessionView>(
      `SELECT ${VIEW_COLUMNS} FROM sessions s WHERE s.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2 ORDER BY s.last_used_at DESC, s.id`,
      [userId, now],
    );
  }

  async ownerOf(id: string): Promise<string | null> {
    const [session] = await this.transaction.query<{ userId: string }>('SELECT user_id AS "userId" FROM sessions WHERE id = $1', [id]);
    return session?.userId ?? null;
  }

  async deviceOf(id: string): Promise<string | null> {
    const [session] = await this.transaction.query<{ deviceId: string | null }>(
      'SELECT device_id AS "deviceId" FROM sessions WHERE id = $1',
      [id],
    );
    return session?.deviceId ?? null;
  }

  /** As it is now: an older token of the session may say less. Null for one that is unknown. */
  async assuranceOf(id: string): Promise<AssuranceLevel | null> {
    const [session] = await this.transaction.query<{ aal: AssuranceLevel }>('SELECT aal FROM sessions WHERE id = $1', [id]);
    return session?.aal ?? null;
  }

  /** As it is now; null for one that is not the user's. */
  async standingOf(id: string, userId: string, now: Date): Promise<SessionStanding | null> {
    const [standing] = await this.transaction.query<SessionStanding>(
      `SELECT ended_at IS NULL AND expires_at > $3 AS "isLive", end_reason AS "endReason", version, step
       FROM sessions WHERE id = $1 AND user_id = $2`,
      [id, userId, now],
    );
    return standing ?? null;
  }

  async endAll(userId: string, reason: EndReason, now: Date, exceptId: string | null): Promise<readonly string[]> {
    return this.end('user_id = $1 AND id IS DISTINCT FROM $4', [userId, reason, now, exceptId]);
  }

  /** One of the user's own: another's id ends nothing. */
  async endOwn(userId: string, id: string, reason: EndReason, now: Date): Promise<readonly string[]> {
    return this.end('user_id = $1 AND id = $4 AND expires_at > $3', [userId, reason, now, id]);
  }

  async endOnDevice(userId: string, deviceId: string, reason: EndReason, now: Date): Promise<readonly string[]> {
    return this.end('user_id = $1 AND device_id = $4', [userId, reason, now, deviceId]);
  }

  /** Keeps the `kept` last used ones. */
  async endBeyond(userId: string, kept: number, now: Date): Promise<readonly string[]> {
    return this.end(
      `id IN (SELECT id FROM sessions WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $3 ORDER BY last_used_at DESC, created_at DESC OFFSET $4)`,
      [userId, 'session_limit', now, kept],
    );
  }

  private async end(condition: string, parameters: readonly [userId: string, EndReason, Date, ...unknown[]]): Promise<readonly string[]> {
    const ended = await this.transaction.query<{ id: string }>(
      `UPDATE sessions SET ended_at = $3, end_reason = $2 WHERE ended_at IS NULL AND ${condition} RETURNING id`,
      parameters,
    );
    return ended.map(({ id }) => id);
  }
}

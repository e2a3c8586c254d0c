import { Clock } from '@castellan/common';
import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { AuthEvent } from './auth-events.js';

const IDENTIFIER_LENGTH = 320;
const USER_AGENT_LENGTH = 512;

/** Remembers every attempt. Inside a transaction the event commits with it; refusals are recorded after the rollback (contract §5). */
@Injectable()
export class AuthEvents {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async record(event: AuthEvent): Promise<void> {
    await this.transaction.query(
      `INSERT INTO auth_events (created_at, event, status, reason, user_id, identifier, ip, user_agent, session_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        this.clock.now(),
        event.event,
        event.status,
        event.reason ?? null,
        event.userId ?? null,
        event.identifier?.slice(0, IDENTIFIER_LENGTH) ?? null,
        event.context.ip,
        event.context.userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
        event.sessionId ?? null,
      ],
    );
  }

  /** Everything remembered of a user, the oldest first. */
  async allOf(userId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.transaction.query(
      `SELECT id, created_at, event, status, reason, identifier, ip, user_agent, session_id
       FROM auth_events WHERE user_id = $1 ORDER BY created_at, id`,
      [userId],
    );
  }

  /** Takes out of a user's history what names the person; that something happened stays. */
  async forget(userId: string): Promise<void> {
    await this.transaction.query(
      `UPDATE auth_events SET user_id = NULL, identifier = NULL, ip = '', user_agent = NULL, session_id = NULL WHERE user_id = $1`,
      [userId],
    );
  }

  /** Deletes what is older than the moment; gives the number of events. */
  deleteBefore(moment: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'auth_events', 'created_at < $1', [moment]);
  }
}

import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
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
}

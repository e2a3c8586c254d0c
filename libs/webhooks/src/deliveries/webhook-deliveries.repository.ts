import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { WebhookEvent } from '../events/webhook-events.js';
import type { WebhookDeliveryState } from './webhook-delivery-state.js';

/** An event that is to be told, to each of some endpoints. */
export interface NewDeliveries {
  readonly messageId: string;
  readonly event: WebhookEvent;
  readonly userId: string | null;
  readonly deliveries: readonly NewDelivery[];
}

/** What is to be told to one of them. */
export interface NewDelivery {
  readonly id: string;
  readonly endpointId: string;
  /** Sealed. */
  readonly body: string;
}

/** What is to be told now, where, and by which secrets: body and secrets are sealed, the address is not. */
export interface DueDelivery {
  readonly id: string;
  readonly messageId: string;
  readonly endpointId: string;
  readonly tries: number;
  readonly body: string;
  readonly url: string;
  readonly secret: string;
  readonly formerSecret: string | null;
  readonly formerSecretUntil: Date | null;
}

/** How a try went, and what is next. */
export interface NotedTry {
  readonly id: string;
  /** How many there were before it. */
  readonly tries: number;
  readonly state: WebhookDeliveryState;
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
  readonly nextTryAt: Date | null;
}

/** What of a delivery says whether it can be told again. */
export interface ReplayableDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly state: WebhookDeliveryState;
  readonly hasBody: boolean;
  readonly isEndpointActive: boolean;
}

/** Each batch holds its locks for milliseconds. */
const BATCH = 1_000;

@Injectable()
export class WebhookDeliveriesRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * The ids of those that are kept: not where the endpoint has the message already or is off, and nothing about somebody who is erased.
   * Who is just being erased is waited for (`KEY SHARE`), so that nothing of them comes in behind what forgets them.
   */
  async insert({ messageId, event, userId, deliveries }: NewDeliveries, at: Date): Promise<readonly string[]> {
    const inserted = await this.transaction.query<{ id: string }>(
      `INSERT INTO webhook_deliveries (id, message_id, endpoint_id, event, user_id, body, state, created_at, next_try_at)
       SELECT told.id, $1::uuid, e.id, $2::text, $3::uuid, told.body, 'waiting', $4::timestamptz, $4::timestamptz
       FROM unnest($5::uuid[], $6::uuid[], $7::text[]) AS told (id, endpoint_id, body)
       JOIN webhook_endpoints e ON e.id = told.endpoint_id AND e.is_active
       WHERE $3::uuid IS NULL OR EXISTS (SELECT 1 FROM users WHERE users.id = $3::uuid FOR KEY SHARE)
       ON CONFLICT (message_id, endpoint_id) DO NOTHING RETURNING id`,
      [
        messageId,
        event,
        userId,
        at,
        deliveries.map(({ id }) => id),
        deliveries.map(({ endpointId }) => endpointId),
        deliveries.map(({ body }) => body),
      ],
    );
    return inserted.map(({ id }) => id);
  }

  /** Null unless it waits for just this try, of an endpoint that is switched on. */
  async due(id: string, tries: number): Promise<DueDelivery | null> {
    const [delivery] = await this.transaction.query<DueDelivery>(
      `SELECT d.id, d.message_id AS "messageId", d.endpoint_id AS "endpointId", d.tries, d.body, e.url, e.secret,
         e.former_secret AS "formerSecret", e.former_secret_until AS "formerSecretUntil"
       FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
       WHERE d.id = $1 AND d.tries = $2 AND d.state = 'waiting' AND d.body IS NOT NULL AND e.is_active`,
      [id, tries],
    );
    return delivery ?? null;
  }

  /** False where somebody else has noted that try. What was dropped meanwhile is tried no more, but that it arrived is known. */
  async note({ id, tries, state, status, error, durationMs, nextTryAt }: NotedTry, now: Date): Promise<boolean> {
    const noted = await this.transaction.query(
      `UPDATE webhook_deliveries SET state = $3, tries = tries + 1, status = $4, error = $5, duration_ms = $6, next_try_at = $7, last_tried_at = $8
       WHERE id = $1 AND tries = $2 AND (state = 'waiting' OR (state = 'dropped' AND $3 = 'delivered')) RETURNING 1`,
      [id, tries, state, status, error, durationMs, nextTryAt, now],
    );
    return noted.length === 1;
  }

  /** What waits for an endpoint that is gone or switched off. */
  async drop(id: string): Promise<void> {
    await this.transaction.query(
      `UPDATE webhook_deliveries d SET state = 'dropped', next_try_at = NULL, error = coalesce(error, 'its endpoint is switched off')
       WHERE id = $1 AND state = 'waiting' AND NOT EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.id = d.endpoint_id AND e.is_active)`,
      [id],
    );
  }

  async lock(id: string): Promise<ReplayableDelivery | null> {
    const [delivery] = await this.transaction.query<ReplayableDelivery>(
      `SELECT d.id, d.endpoint_id AS "endpointId", d.state, d.body IS NOT NULL AS "hasBody", e.is_active AS "isEndpointActive"
       FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id WHERE d.id = $1 FOR NO KEY UPDATE OF d`,
      [id],
    );
    return delivery ?? null;
  }

  /** It is due as if it had never been tried: all its tries are before it again. */
  async reopen(id: string, now: Date): Promise<void> {
    await this.transaction.query(`UPDATE webhook_deliveries SET state = 'waiting', tries = 0, next_try_at = $2 WHERE id = $1`, [id, now]);
  }

  /** That something was told stays for the log, and names nobody. */
  async forget(userId: string): Promise<void> {
    await this.transaction.query(
      `UPDATE webhook_deliveries SET body = NULL, user_id = NULL, next_try_at = NULL, state = CASE state WHEN 'waiting' THEN 'dropped' ELSE state END
       WHERE user_id = $1 AND event <> 'account_erased'`,
      [userId],
    );
  }

  deleteBefore(moment: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'webhook_deliveries', 'created_at < $1', [moment]);
  }

  /** What still waits by then waits no longer. */
  async forgetBodiesBefore(moment: Date): Promise<void> {
    for (let forgotten = BATCH; forgotten === BATCH;) {
      const rows = await this.transaction.query(
        `UPDATE webhook_deliveries SET body = NULL, next_try_at = NULL, state = CASE state WHEN 'waiting' THEN 'dropped' ELSE state END
         WHERE id IN (SELECT id FROM webhook_deliveries WHERE body IS NOT NULL AND created_at < $1 LIMIT ${BATCH}) RETURNING 1`,
        [moment],
      );
      forgotten = rows.length;
    }
  }
}

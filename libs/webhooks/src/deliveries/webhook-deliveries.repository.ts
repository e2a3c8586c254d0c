import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { WebhookDeliveryState } from './webhook-delivery-state.js';

/** What of a delivery says whether it can be told again. */
export interface ReplayableDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly state: WebhookDeliveryState;
  readonly hasBody: boolean;
  readonly isEndpointActive: boolean;
  readonly tries: number;
}

@Injectable()
export class WebhookDeliveriesRepository {
  constructor(private readonly transaction: Transaction) {}

  async lock(id: string): Promise<ReplayableDelivery | null> {
    const [delivery] = await this.transaction.query<ReplayableDelivery>(
      `SELECT d.id, d.endpoint_id AS "endpointId", d.state, d.tries, d.body IS NOT NULL AS "hasBody", e.is_active AS "isEndpointActive"
       FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id WHERE d.id = $1 FOR NO KEY UPDATE OF d`,
      [id],
    );
    return delivery ?? null;
  }

  /** It is due again. */
  async reopen(id: string, now: Date): Promise<void> {
    await this.transaction.query(`UPDATE webhook_deliveries SET state = 'waiting', next_try_at = $2 WHERE id = $1`, [id, now]);
  }
}

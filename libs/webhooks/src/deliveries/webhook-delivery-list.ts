import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { WEBHOOK_EVENTS } from '../events/webhook-events.js';
import { WEBHOOK_DELIVERY_STATES } from './webhook-delivery-state.js';

/** What endpoints were told and how it went, as operators look at it: never a body. @internal */
@Injectable()
export class WebhookDeliveryList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'webhook_deliveries d',
      key: 'id',
      columns: {
        id: { sql: 'd.id', kind: 'uuid', filter: 'equals' },
        created_at: { sql: 'd.created_at', kind: 'time', filter: 'range', isSortable: true },
        endpoint_id: { sql: 'd.endpoint_id', kind: 'uuid', filter: 'equals' },
        endpoint: { sql: "(SELECT split_part(e.url, '?', 1) FROM webhook_endpoints e WHERE e.id = d.endpoint_id)", kind: 'text' },
        message_id: { sql: "'msg_' || d.message_id", kind: 'text' },
        event: { sql: 'd.event', kind: 'text', filter: 'equals', values: WEBHOOK_EVENTS },
        user_id: { sql: 'd.user_id', kind: 'uuid', filter: 'equals' },
        state: { sql: 'd.state', kind: 'text', filter: 'equals', values: WEBHOOK_DELIVERY_STATES },
        tries: { sql: 'd.tries', kind: 'number' },
        status: { sql: 'd.status', kind: 'number' },
        error: { sql: 'd.error', kind: 'text', filter: 'contains' },
        duration_ms: { sql: 'd.duration_ms', kind: 'number' },
        last_tried_at: { sql: 'd.last_tried_at', kind: 'time' },
        next_try_at: { sql: 'd.next_try_at', kind: 'time' },
        can_replay: { sql: "d.body IS NOT NULL AND d.state <> 'waiting'", kind: 'flag' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }
}

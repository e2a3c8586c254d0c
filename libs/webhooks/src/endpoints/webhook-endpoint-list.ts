import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Endpoints, as operators look at them: never a secret, nor the query of an address, which is often one of the receiver's. @internal */
@Injectable()
export class WebhookEndpointList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'webhook_endpoints e',
      key: 'id',
      columns: {
        id: { sql: 'e.id', kind: 'uuid', filter: 'equals' },
        created_at: { sql: 'e.created_at', kind: 'time', filter: 'range', isSortable: true },
        url: { sql: "split_part(e.url, '?', 1)", kind: 'text', filter: 'contains' },
        events: { sql: 'e.events', kind: 'text' },
        description: { sql: 'e.description', kind: 'text', filter: 'contains' },
        is_active: { sql: 'e.is_active', kind: 'flag', filter: 'equals' },
        failing_since: { sql: 'e.failing_since', kind: 'time' },
        switched_off_at: { sql: 'e.switched_off_at', kind: 'time' },
        former_secret_until: { sql: 'e.former_secret_until', kind: 'time' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }
}

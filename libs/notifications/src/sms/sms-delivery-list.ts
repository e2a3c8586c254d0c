import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** What became of SMS, as operators look at it: the number masked, no text, no code. @internal */
@Injectable()
export class SmsDeliveryList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'sms_deliveries d',
      key: 'id',
      columns: {
        id: { sql: 'd.id', kind: 'uuid' },
        created_at: { sql: 'd.created_at', kind: 'time', filter: 'range', isSortable: true },
        recipient: { sql: 'd.recipient', kind: 'text', filter: 'contains' },
        provider: { sql: 'd.provider', kind: 'text', filter: 'equals' },
        status: { sql: 'd.status', kind: 'text', filter: 'equals' },
        error: { sql: 'd.error', kind: 'text', filter: 'equals' },
        updated_at: { sql: 'd.updated_at', kind: 'time' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }
}

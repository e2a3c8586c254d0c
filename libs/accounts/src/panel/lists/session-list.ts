import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Sessions at the API, live ones and those that ended in the last 30 days. */
@Injectable()
export class SessionList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'sessions s JOIN users u ON u.id = s.user_id',
      key: 'id',
      columns: {
        id: { sql: 's.id', kind: 'uuid' },
        email: { sql: 'u.email', kind: 'text', filter: 'contains' },
        user_id: { sql: 's.user_id', kind: 'uuid', filter: 'equals' },
        device_name: { sql: 's.device_name', kind: 'text', filter: 'contains' },
        ip: { sql: 's.ip', kind: 'text', filter: 'equals' },
        transport: { sql: 's.transport', kind: 'text', filter: 'equals', values: ['cookie', 'bearer'] },
        aal: { sql: 's.aal', kind: 'number' },
        created_at: { sql: 's.created_at', kind: 'time', filter: 'range', isSortable: true },
        last_used_at: { sql: 's.last_used_at', kind: 'time', filter: 'range', isSortable: true },
        expires_at: { sql: 's.expires_at', kind: 'time' },
        ended_at: { sql: 's.ended_at', kind: 'time' },
        end_reason: { sql: 's.end_reason', kind: 'text', filter: 'equals' },
      },
      order: { by: 'last_used_at', direction: 'desc' },
    });
  }
}

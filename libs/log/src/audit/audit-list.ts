import { Listing, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AUDIT_ACTIONS } from './audit-actions.js';

/** What operators did, as operators look at it. @internal */
@Injectable()
export class AuditList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'audit_log a',
      key: 'id',
      columns: {
        id: { sql: 'a.id', kind: 'uuid' },
        seq: { sql: 'a.seq', kind: 'number', isSortable: true },
        created_at: { sql: 'a.created_at', kind: 'time', filter: 'range' },
        actor_kind: { sql: 'a.actor_kind', kind: 'text', filter: 'equals', values: ['user', 'api_key', 'command_line', 'system'] },
        actor_id: { sql: 'a.actor_id', kind: 'uuid', filter: 'equals' },
        actor_label: { sql: 'a.actor_label', kind: 'text' },
        action: { sql: 'a.action', kind: 'text', filter: 'equals', values: AUDIT_ACTIONS },
        target_type: { sql: 'a.target_type', kind: 'text', filter: 'equals' },
        target_id: { sql: 'a.target_id', kind: 'text', filter: 'equals' },
        changes: { sql: 'a.changes::text', kind: 'text' },
        reason: { sql: 'a.reason', kind: 'text' },
        ip: { sql: 'a.ip', kind: 'text', filter: 'equals' },
      },
      order: { by: 'seq', direction: 'desc' },
    });
  }
}

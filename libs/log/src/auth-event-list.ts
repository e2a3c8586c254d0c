import { Injectable } from '@nestjs/common';
import { Listing, Transaction } from '@castellan/data';
import type { ListFilters, ListRequest, ListRow } from '@castellan/data';
import { AUTH_EVENTS } from './auth-events.js';
import { AuthEvents } from './auth-events.service.js';
import { TypedNames } from './typed-names.js';

/** The history of attempts as operators look at it. @internal */
@Injectable()
export class AuthEventList extends Listing {
  constructor(
    transaction: Transaction,
    private readonly events: AuthEvents,
    names: TypedNames,
  ) {
    const hashed = { sql: 'e.identifier_hash', of: (typed: string) => names.hashesOf(typed) };
    super(transaction, {
      from: 'auth_events e',
      key: 'id',
      columns: {
        id: { sql: 'e.id', kind: 'uuid' },
        created_at: { sql: 'e.created_at', kind: 'time', filter: 'range', isSortable: true },
        event: { sql: 'e.event', kind: 'text', filter: 'equals', values: AUTH_EVENTS },
        status: { sql: 'e.status', kind: 'text', filter: 'equals', values: ['success', 'failure'] },
        reason: { sql: 'e.reason', kind: 'text', filter: 'contains' },
        user: { sql: 'e.identifier', kind: 'text', filter: 'contains', ids: 'e.user_id', hashed },
        identifier: { sql: 'e.identifier', kind: 'text', filter: 'contains', hashed },
        user_id: { sql: 'e.user_id', kind: 'uuid', filter: 'equals' },
        ip: { sql: 'e.ip', kind: 'text', filter: 'equals' },
        user_agent: { sql: 'e.user_agent', kind: 'text' },
        times: { sql: 'e.times', kind: 'number' },
        session_id: { sql: 'e.session_id', kind: 'uuid', filter: 'equals' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }

  /** With what still waits to be written. */
  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    await this.events.flush();
    return super.page(request);
  }

  override async all(filters: ListFilters): Promise<readonly ListRow[]> {
    await this.events.flush();
    return super.all(filters);
  }
}

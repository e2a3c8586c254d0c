import { Clock } from '@castellan/common';
import { Listing, Transaction } from '@castellan/data';
import type { ListRequest, ListRow } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** The keys of machines, as operators look at them. @internal */
@Injectable()
export class ApiKeyList extends Listing {
  constructor(
    transaction: Transaction,
    private readonly clock: Clock,
  ) {
    super(transaction, {
      from: 'api_keys k',
      key: 'id',
      columns: {
        id: { sql: 'k.id', kind: 'uuid', filter: 'equals' },
        name: { sql: 'k.name', kind: 'text', filter: 'contains', isSortable: true },
        permissions: { sql: `array_to_string(k.permissions, ', ')`, kind: 'text', filter: 'contains' },
        cidrs: { sql: `array_to_string(k.cidrs, ', ')`, kind: 'text' },
        is_local: { sql: 'k.is_local', kind: 'flag', filter: 'equals' },
        maker_id: { sql: 'k.maker_id', kind: 'uuid', filter: 'equals' },
        created_at: { sql: 'k.created_at', kind: 'time', filter: 'range', isSortable: true },
        expires_at: { sql: 'k.expires_at', kind: 'time', filter: 'range', isSortable: true, isNullable: true },
        revoked_at: { sql: 'k.revoked_at', kind: 'time', filter: 'range', isSortable: true, isNullable: true },
        last_used_at: { sql: 'k.last_used_at', kind: 'time', filter: 'range', isSortable: true, isNullable: true },
        is_revoked: { sql: '(k.revoked_at IS NOT NULL)', kind: 'flag', filter: 'equals' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return this.withState(await super.page(request));
  }

  override async find(ids: readonly string[]): Promise<readonly ListRow[]> {
    return this.withState(await super.find(ids));
  }

  /** `live`, `expired` or `revoked`; whether its maker still has what it may do is judged at each use. */
  private withState(rows: readonly ListRow[]): readonly ListRow[] {
    return rows.map((row) => ({
      ...row,
      state: row['is_revoked'] === true ? 'revoked' : this.isOver(row['expires_at']) ? 'expired' : 'live',
    }));
  }

  private isOver(expiresAt: unknown): boolean {
    return expiresAt instanceof Date && expiresAt <= this.clock.now();
  }
}

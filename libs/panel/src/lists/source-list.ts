import { Listing, Transaction } from '@castellan/data';
import type { ListRequest, ListRow } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { displayName } from '@castellan/sources';

/** Places that people came from, and how many. */
@Injectable()
export class SourceList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'registration_sources r',
      key: 'id',
      columns: {
        id: { sql: 'r.id', kind: 'uuid' },
        url: { sql: 'r.url', kind: 'text', filter: 'contains', isSortable: true },
        name: { sql: 'r.name', kind: 'text', filter: 'contains', isSortable: true, isNullable: true },
        description: { sql: 'r.description', kind: 'text' },
        is_active: { sql: 'r.is_active', kind: 'flag', filter: 'equals' },
        // To tell a form that the row changed meanwhile.
        version: { sql: 'r.xmin::text', kind: 'text' },
        users: { sql: '(SELECT count(*)::int FROM user_registration_sources l WHERE l.source_id = r.id)', kind: 'number' },
        created_at: { sql: 'r.created_at', kind: 'time', filter: 'range', isSortable: true },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return shown(await super.page(request));
  }

  override async find(ids: readonly string[]): Promise<readonly ListRow[]> {
    return shown(await super.find(ids));
  }
}

/** With the name that figures call it by, be it given or made of its URL. */
const shown = (rows: readonly ListRow[]): readonly ListRow[] =>
  rows.map((row) => ({ ...row, shown_as: displayName(row['url'] as string, row['name'] as string | null) }));

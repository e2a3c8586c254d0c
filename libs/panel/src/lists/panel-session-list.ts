import { Listing, Transaction } from '@castellan/data';
import type { ListRequest, ListRow } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { deviceName } from '@castellan/accounts';

/** Sessions of operators at the panel. Those of an older token version are dead and left out; never a token's hash. */
@Injectable()
export class PanelSessionList extends Listing {
  constructor(transaction: Transaction) {
    super(transaction, {
      from: 'admin_sessions s JOIN users u ON u.id = s.user_id AND u.token_version = s.version',
      key: 'id',
      columns: {
        id: { sql: 's.id', kind: 'uuid' },
        email: { sql: 'u.email', kind: 'text', filter: 'contains', isSortable: true },
        user_id: { sql: 's.user_id', kind: 'uuid', filter: 'equals' },
        user_agent: { sql: 's.user_agent', kind: 'text' },
        ip: { sql: 's.ip', kind: 'text', filter: 'equals' },
        created_at: { sql: 's.created_at', kind: 'time', filter: 'range', isSortable: true },
        last_used_at: { sql: 's.last_used_at', kind: 'time', filter: 'range', isSortable: true },
        ends_at: { sql: "least(s.expires_at, s.last_used_at + interval '30 minutes')", kind: 'time' },
      },
      order: { by: 'last_used_at', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return (await super.page(request)).map(withDevice);
  }

  override async find(ids: readonly string[]): Promise<readonly ListRow[]> {
    return (await super.find(ids)).map(withDevice);
  }
}

const withDevice = (row: ListRow): ListRow => ({ ...row, device: deviceName(row['user_agent'] as string | null) });

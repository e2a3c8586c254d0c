import { Listing, Transaction } from '@castellan/data';
import type { ListColumn, ListRequest, ListRow } from '@castellan/data';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';

const flag = (name: string): ListColumn => ({ sql: `u.${name}`, kind: 'flag', filter: 'equals' });
const text = (name: string): ListColumn => ({ sql: `u.${name}`, kind: 'text', filter: 'contains', isSortable: true });

/** Everybody, as operators look at them; no secret, no hash. */
@Injectable()
export class UserList extends Listing {
  constructor(
    transaction: Transaction,
    private readonly twoFactor: TwoFactor,
  ) {
    super(transaction, {
      from: 'users u',
      key: 'id',
      columns: {
        id: { sql: 'u.id', kind: 'uuid' },
        search: {
          sql: "concat_ws(' ', u.first_name, u.last_name)",
          kind: 'text',
          filter: 'contains',
          searches: ['email', 'username', 'search'],
        },
        email: text('email'),
        username: text('username'),
        first_name: text('first_name'),
        last_name: text('last_name'),
        is_verified: flag('is_verified'),
        is_active: flag('is_active'),
        is_staff: flag('is_staff'),
        is_superuser: flag('is_superuser'),
        phone: { sql: "CASE WHEN u.phone IS NULL THEN NULL ELSE '…' || right(u.phone, 4) END", kind: 'text' },
        last_login: { sql: 'u.last_login', kind: 'time', filter: 'range', isSortable: true },
        date_joined: { sql: 'u.date_joined', kind: 'time', filter: 'range', isSortable: true },
        closed_at: { sql: 'u.closed_at', kind: 'time' },
        // To tell a form that the row changed meanwhile.
        version: { sql: 'u.xmin::text', kind: 'text' },
      },
      order: { by: 'date_joined', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return this.withSecondFactor(await super.page(request));
  }

  override async find(ids: readonly string[]): Promise<readonly ListRow[]> {
    return this.withSecondFactor(await super.find(ids));
  }

  private async withSecondFactor(rows: readonly ListRow[]): Promise<readonly ListRow[]> {
    const enabled = await this.twoFactor.enabledAmong(rows.map(({ id }) => String(id)));
    return rows.map((row) => ({ ...row, two_factor: enabled.has(String(row['id'])) }));
  }
}

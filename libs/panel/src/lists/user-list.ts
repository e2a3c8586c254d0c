import { Listing, Transaction } from '@castellan/data';
import type { ListColumn, ListRequest, ListRow } from '@castellan/data';
import { Avatars } from '@castellan/profiles';
import { hasIdentity } from '@castellan/federation';
import { hasPasskey } from '@castellan/passkeys';
import { secondFactorIsOn } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { FORM_VERSION, normalizeEmail, usernameKey } from '@castellan/accounts';
import { begins, beginsAsName, inGroup, userSearch } from './user-search.js';

const flag = (name: string): ListColumn => ({ sql: `u.${name}`, kind: 'flag', filter: 'equals' });
const name = (column: string): ListColumn => ({ sql: column, kind: 'text', filter: 'search', search: beginsAsName(column) });

/** By the id of the provider, as a whole. */
const hasIdentityAt = (typed: string, place: (value: string) => string): string => hasIdentity('u.id', place(typed.trim().toLowerCase()));

/** What nobody is looked up by at the panel: exactly, however it was typed. */
const exactly = (column: string, folded: (typed: string) => string): ListColumn => ({
  sql: 'NULL::text',
  kind: 'text',
  filter: 'search',
  search: (typed, place) => `${column} = ${place(folded(typed))}`,
});

/** Everybody, as operators look at them; no secret, no hash. */
@Injectable()
export class UserList extends Listing {
  constructor(
    transaction: Transaction,
    private readonly avatars: Avatars,
  ) {
    super(transaction, {
      from: 'users u',
      key: 'id',
      columns: {
        id: { sql: 'u.id', kind: 'uuid', filter: 'equals' },
        search: { sql: 'NULL::text', kind: 'text', filter: 'search', search: userSearch },
        name: { sql: "trim(u.first_name || ' ' || u.last_name)", kind: 'text' },
        email: { sql: 'u.email', kind: 'text', filter: 'search', search: begins('u.email'), isSortable: true },
        username: { sql: 'u.username', kind: 'text', filter: 'search', search: begins('u.username_key') },
        exact_email: exactly('u.email', normalizeEmail),
        exact_username: exactly('u.username_key', usernameKey),
        group: { sql: 'NULL::text', kind: 'text', filter: 'search', search: inGroup('u.id') },
        first_name: name('u.first_name'),
        last_name: name('u.last_name'),
        is_verified: flag('is_verified'),
        is_active: flag('is_active'),
        disabled_until: { sql: 'u.disabled_until', kind: 'time' },
        is_staff: flag('is_staff'),
        is_superuser: flag('is_superuser'),
        two_factor: { sql: secondFactorIsOn('u.id'), kind: 'flag', filter: 'equals' },
        has_passkey: { sql: hasPasskey('u.id'), kind: 'flag', filter: 'equals' },
        has_identity: { sql: hasIdentity('u.id'), kind: 'flag', filter: 'equals' },
        provider: { sql: 'NULL::text', kind: 'text', filter: 'search', search: hasIdentityAt },
        phone: { sql: "CASE WHEN u.phone IS NULL THEN NULL ELSE '…' || right(u.phone, 4) END", kind: 'text' },
        phone_verified_at: { sql: 'u.phone_verified_at', kind: 'time' },
        last_login: { sql: 'u.last_login', kind: 'time', filter: 'range', isSortable: true, isNullable: true },
        date_joined: { sql: 'u.date_joined', kind: 'time', filter: 'range', isSortable: true },
        closed_at: { sql: 'u.closed_at', kind: 'time' },
        erase_at: { sql: 'u.erase_at', kind: 'time' },
        version: { sql: FORM_VERSION, kind: 'text' },
      },
      order: { by: 'date_joined', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return this.withAvatars(await super.page(request));
  }

  override async find(ids: readonly string[]): Promise<readonly ListRow[]> {
    return this.withAvatars(await super.find(ids));
  }

  private async withAvatars(rows: readonly ListRow[]): Promise<readonly ListRow[]> {
    const names = await this.avatars.namesOf(rows.map(({ id }) => String(id)));
    return rows.map((row) => ({ ...row, avatar: names.get(String(row['id'])) ?? null }));
  }
}

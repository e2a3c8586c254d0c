import { ValidationFailed } from '@castellan/common';
import { TextOrIds } from '@castellan/data';
import type { ListFilters, ListRow } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { UserAddressesRepository } from './user-addresses.repository.js';

const MAX_USERS = 500;

/** In which column a list has the id of a user, and by which name their address is shown and looked for. */
export interface NamedUser {
  readonly id: string;
  readonly as: string;
  /** The filter that finds rows by a part of the address, if there is one. */
  readonly filter?: string;
}

/** Puts addresses to the ids of users in lists of libs that know ids only. */
@Injectable()
export class UserAddresses {
  constructor(private readonly addresses: UserAddressesRepository) {}

  /** One query for the whole page. */
  async named(rows: readonly ListRow[], { id, as }: NamedUser): Promise<readonly ListRow[]> {
    const ids = [...new Set(rows.map((row) => row[id]).filter((one) => one !== null))];
    if (ids.length === 0) return rows.map((row) => ({ ...row, [as]: null }));
    const emails = await this.addresses.of(ids);
    return rows.map((row) => ({ ...row, [as]: emails.get(String(row[id])) ?? null }));
  }

  /** The filter with the ids of the users whose address begins with the text (`*` in front: has it anywhere). @throws ValidationFailed when those are too many */
  async found(filters: ListFilters, { filter }: NamedUser): Promise<ListFilters> {
    const text = filter === undefined ? undefined : filters[filter];
    if (filter === undefined || typeof text !== 'string' || text.includes('\0')) return filters;
    const ids = await this.addresses.beginningWith(text, MAX_USERS + 1);
    if (ids.length > MAX_USERS)
      throw new ValidationFailed({ errors: { [filter]: [`More than ${MAX_USERS} users have such an address. Type more of it.`] } });
    return { ...filters, [filter]: new TextOrIds(text.replace(/^\*(?=.)/, ''), ids) };
  }
}

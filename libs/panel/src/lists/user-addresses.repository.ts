import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { begins } from './user-search.js';

/** Reads the addresses of users, for lists of libs that know ids only. */
@Injectable()
export class UserAddressesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The address by the id; who is gone has none. */
  async of(ids: readonly unknown[]): Promise<ReadonlyMap<string, string>> {
    const sql = 'SELECT id, email FROM users WHERE id = ANY ($1::uuid[])';
    const users = await this.transaction.query<{ id: string; email: string }>(sql, [ids]);
    return new Map(users.map(({ id, email }) => [id, email]));
  }

  /** The ids of some of those whose address begins with the text, or has it anywhere where a `*` is in front of it. */
  async beginningWith(text: string, limit: number): Promise<readonly string[]> {
    const pattern: string[] = [];
    const condition = begins('email')(text, (value) => `$${pattern.push(value)}`);
    const users = await this.transaction.query<{ id: string }>(`SELECT id FROM users WHERE ${condition} LIMIT ${limit}`, pattern);
    return users.map(({ id }) => id);
  }
}

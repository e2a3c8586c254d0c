import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

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

  /** The ids of some of those whose address has the text in it. */
  async withTextIn(text: string, limit: number): Promise<readonly string[]> {
    const sql = 'SELECT id FROM users WHERE strpos(email, lower($1)) > 0 LIMIT $2';
    const users = await this.transaction.query<{ id: string }>(sql, [text, limit]);
    return users.map(({ id }) => id);
  }
}

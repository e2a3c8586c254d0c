import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { normalizeEmail, usernameKey } from '../email-address.js';
import type { NewNames } from '../names.js';
import type { User, UserName } from '../user.types.js';
import { USER_COLUMNS } from '../users.repository.js';

export type Flag = 'is_active' | 'is_staff' | 'is_superuser';

/** What operators do to users. None of it asks whether they may, nor whether it is wise. */
@Injectable()
export class AdministeredUsersRepository {
  constructor(private readonly transaction: Transaction) {}

  async findByName(name: UserName): Promise<User | null> {
    const [column, value] = 'email' in name ? ['email', normalizeEmail(name.email)] : ['username_key', usernameKey(name.username)];
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.${column} = $1`, [value]);
    return user ?? null;
  }

  /** Null when there is no such user, or when it was so already. */
  async setFlag(id: string, flag: Flag, value: boolean): Promise<User | null> {
    const [user] = await this.transaction.query<User>(
      `UPDATE users AS u SET ${flag} = $2 WHERE u.id = $1 AND u.${flag} <> $2 RETURNING ${USER_COLUMNS}`,
      [id, value],
    );
    return user ?? null;
  }

  /** A name that is not given stays. Changes nothing when the row changed since it was read: `version` is its `xmin`. False then. */
  async renameUnchanged(id: string, { firstName, lastName }: NewNames, version: string): Promise<boolean> {
    const renamed = await this.transaction.query(
      `UPDATE users SET first_name = coalesce($2, first_name), last_name = coalesce($3, last_name)
       WHERE id = $1 AND xmin::text = $4 RETURNING id`,
      [id, firstName ?? null, lastName ?? null, version],
    );
    return renamed.length === 1;
  }

  /** With everything that is theirs, by the foreign keys. False when there is no such user. */
  async delete(id: string): Promise<boolean> {
    return (await this.transaction.query('DELETE FROM users WHERE id = $1 RETURNING id', [id])).length === 1;
  }
}

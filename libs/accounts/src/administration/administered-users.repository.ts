import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { usernameKey } from '../users/username.js';
import type { NewNames } from '../users/names.js';
import type { User } from '../users/user.types.js';
import { columnOfName } from '../users/sign-in-name.js';
import type { SignInName } from '../users/sign-in-name.js';
import { USER_COLUMNS } from '../users/user-columns.js';

/**
 * Tells a form whether what it edits changed meanwhile: of the alias `u`, a hash of these columns and no others. A sign-in, or a new
 * password, is no reason to refuse a name.
 * @internal
 */
export const FORM_VERSION = "encode(sha256(convert_to(jsonb_build_array(u.username, u.first_name, u.last_name)::text, 'UTF8')), 'hex')";

/** What the form gives; what is not given stays. */
export type NewForm = NewNames & { readonly username?: string | null };

export type Flag = 'is_active' | 'is_staff' | 'is_superuser';

/** What operators do to users. None of it asks whether they may, nor whether it is wise. */
@Injectable()
export class AdministeredUsersRepository {
  constructor(private readonly transaction: Transaction) {}

  async findByName(name: SignInName): Promise<User | null> {
    const [column, value] = columnOfName(name);
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.${column} = $1`, [value]);
    return user ?? null;
  }

  /** False when there is no such user, or when it was so already. */
  async setFlag(id: string, flag: Exclude<Flag, 'is_active'>, value: boolean): Promise<boolean> {
    const sql = `UPDATE users SET ${flag} = $2 WHERE id = $1 AND ${flag} <> $2 RETURNING id`;
    return (await this.transaction.query(sql, [id, value])).length === 1;
  }

  /** False when there is no such user, or when they were disabled until then already. @param until null for no end */
  async disable(id: string, until: Date | null): Promise<boolean> {
    const sql = `UPDATE users SET is_active = false, disabled_until = $2
      WHERE id = $1 AND (is_active OR disabled_until IS DISTINCT FROM $2) RETURNING id`;
    return (await this.transaction.query(sql, [id, until])).length === 1;
  }

  /** False when there is no such user, or when they were enabled already. */
  async enable(id: string): Promise<boolean> {
    const sql = 'UPDATE users SET is_active = true, disabled_until = NULL WHERE id = $1 AND NOT is_active RETURNING id';
    return (await this.transaction.query(sql, [id])).length === 1;
  }

  /** Of two who save one form at once, one wins. False when none of `versions` is the `FORM_VERSION` any more. @throws a unique violation for a username */
  async changeUnchanged(id: string, { firstName, lastName, username }: NewForm, versions: readonly string[] | null): Promise<boolean> {
    const key = typeof username === 'string' ? usernameKey(username) : null;
    const changed = await this.transaction.query(
      `UPDATE users AS u SET first_name = coalesce($2, first_name), last_name = coalesce($3, last_name),
         username = CASE WHEN $4 THEN $5 ELSE username END, username_key = CASE WHEN $4 THEN $6 ELSE username_key END
       WHERE u.id = $1 AND ($7::text[] IS NULL OR ${FORM_VERSION} = ANY ($7)) RETURNING u.id`,
      [id, firstName ?? null, lastName ?? null, username !== undefined, username ?? null, key, versions],
    );
    return changed.length === 1;
  }

  /** Locks those that there are, always in one order, so that two who change many at once do not wait for each other in a circle. */
  async lockAll(ids: readonly string[]): Promise<readonly User[]> {
    return this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.id = ANY ($1::uuid[]) ORDER BY u.id FOR UPDATE OF u`, [
      ids,
    ]);
  }

  /**
   * Where one of them is staff, locks those who are and the operator in one order: of two operators who act on each other the second then
   * waits for the first, and does not hold what the first wants at its end. Null for an operator who is no user.
   */
  async lockStaff(ids: readonly string[], operatorId: string | null): Promise<void> {
    await this.transaction.query(
      `WITH staff AS (SELECT id FROM users WHERE id = ANY ($1::uuid[]) AND is_staff)
       SELECT 1 FROM users WHERE id IN (SELECT id FROM staff UNION SELECT $2::uuid WHERE EXISTS (SELECT FROM staff)) ORDER BY id FOR UPDATE`,
      [ids, operatorId],
    );
  }

  /** With everything that is theirs, by the foreign keys. False when there is no such user. */
  async delete(id: string): Promise<boolean> {
    return (await this.transaction.query('DELETE FROM users WHERE id = $1 RETURNING id', [id])).length === 1;
  }
}

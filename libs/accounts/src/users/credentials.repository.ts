import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { columnOfName } from './sign-in-name.js';
import type { User, UserWithPassword } from './user.types.js';
import type { SignInName } from './sign-in-name.js';
import { USER_COLUMNS } from './user-columns.js';

/** What was known of a user when a decision was prepared; whatever changed since takes it back. */
type KnownUser = Pick<User, 'id' | 'tokenVersion' | 'passwordResetRequired'>;

/** What a user's tokens and passwords hang on. What was prepared for a user who has changed since is refused, in the statement that would do it. */
@Injectable()
export class CredentialsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** By address or username, with the stored password. */
  findByName(name: SignInName): Promise<UserWithPassword | null> {
    return this.one(...columnOfName(name));
  }

  /** With the stored password. */
  find(id: string): Promise<UserWithPassword | null> {
    return this.one('id', id);
  }

  /** False when the password was changed or reported since the user was read, or the user is gone or disabled. */
  async setPassword({ id, tokenVersion, passwordResetRequired }: KnownUser, passwordHash: string): Promise<boolean> {
    const changed = await this.transaction.query(
      `UPDATE users SET password_hash = $3, password_reset_required = false, password_set_at = now()
       WHERE id = $1 AND token_version = $2 AND is_active AND password_reset_required = $4 RETURNING id`,
      [id, tokenVersion, passwordHash, passwordResetRequired],
    );
    return changed.length === 1;
  }

  /** The user signs in without one from now on. */
  async dropPassword(id: string): Promise<void> {
    await this.transaction.query(
      'UPDATE users SET password_hash = NULL, password_reset_required = false, password_set_at = now() WHERE id = $1',
      [id],
    );
  }

  /** Somebody else may know the password: it opens nothing until it is reset. */
  async requirePasswordReset(id: string): Promise<void> {
    await this.transaction.query('UPDATE users SET password_reset_required = true WHERE id = $1', [id]);
  }

  /** Stores a newer hash of the same password, unless the password was changed meanwhile. */
  async upgradePasswordHash(id: string, from: string, to: string): Promise<void> {
    await this.transaction.query('UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2', [id, from, to]);
  }

  /** Every token made before is dead from now on (docs/reference/contract.md#sessions). Gives the new version. */
  async raiseTokenVersion(id: string): Promise<number> {
    const [user] = await this.transaction.query<{ version: number }>(
      'UPDATE users SET token_version = token_version + 1 WHERE id = $1 RETURNING token_version AS version',
      [id],
    );
    return user?.version ?? 0;
  }

  /**
   * Part of a completed sign-in, before its session is made: from here on the user's row is locked, so parallel sign-ins of one user
   * follow one another. False when the user was disabled, their tokens were invalidated, or their password was reported, since the
   * factors were proven.
   */
  async recordSignIn({ id, tokenVersion, passwordResetRequired }: KnownUser, now: Date): Promise<boolean> {
    const recorded = await this.transaction.query(
      `UPDATE users SET last_login = $3, closed_at = NULL, erase_at = NULL
       WHERE id = $1 AND is_active AND token_version = $2 AND password_reset_required = $4 RETURNING id`,
      [id, tokenVersion, now, passwordResetRequired],
    );
    return recorded.length === 1;
  }

  private async one(column: 'id' | 'email' | 'username_key', value: string): Promise<UserWithPassword | null> {
    const [user] = await this.transaction.query<UserWithPassword>(
      `SELECT ${USER_COLUMNS}, u.password_hash AS "passwordHash" FROM users u WHERE u.${column} = $1`,
      [value],
    );
    return user ?? null;
  }
}

import { Transaction, violatesUnique } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { normalizeEmail } from './email-address.js';
import type { NewNames } from './names.js';
import { usernameKey } from './username.js';
import type { User, UserName, UserWithPassword } from './user.types.js';

/** Each branch is computed only when it is taken: two index look-ups for most users, and what their groups have for the others. */
const PERMISSIONS = `CASE
    WHEN NOT u.is_active THEN '{}'
    WHEN u.is_superuser THEN ARRAY(SELECT p.codename FROM permissions p ORDER BY p.codename COLLATE "C")
    ELSE ARRAY(SELECT held.permission FROM (
      SELECT up.permission FROM user_permissions up WHERE up.user_id = u.id
      UNION SELECT gp.permission FROM user_groups ug JOIN group_permissions gp ON gp.group_id = ug.group_id WHERE ug.user_id = u.id
    ) held ORDER BY held.permission COLLATE "C") END`;

/** Nobody has proven the address or ever signed in: only a sign-up form was sent. */
export const UNPROVEN = 'NOT is_verified AND NOT is_staff AND NOT is_superuser AND last_login IS NULL';

/** Columns of a `User`, from the alias `u`. */
export const USER_COLUMNS = `u.id, u.email, u.username, u.first_name AS "firstName", u.last_name AS "lastName", u.is_active AS "isActive",
  u.is_verified AS "isVerified", u.is_staff AS "isStaff", u.is_superuser AS "isSuperuser", u.token_version AS "tokenVersion",
  u.date_joined AS "dateJoined", u.last_login AS "lastLogin", u.password_reset_required AS "passwordResetRequired", u.closed_at AS "closedAt",
  ${PERMISSIONS} AS permissions`;

/** What was known of a user when a decision was prepared; whatever changed since takes it back. */
type KnownUser = Pick<User, 'id' | 'tokenVersion' | 'passwordResetRequired'>;

@Injectable()
export class UsersRepository {
  constructor(private readonly transaction: Transaction) {}

  async find(id: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1`, [id]);
    return user ?? null;
  }

  async findByEmail(email: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.email = $1`, [normalizeEmail(email)]);
    return user ?? null;
  }

  /** As `find`, and the row stays locked until the transaction ends: whatever changes an account takes this lock first. */
  async lock(id: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1 FOR NO KEY UPDATE OF u`, [id]);
    return user ?? null;
  }

  /** As `lock`, by address. */
  async lockByEmail(email: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.email = $1 FOR NO KEY UPDATE OF u`, [
      normalizeEmail(email),
    ]);
    return user ?? null;
  }

  /** Keeps the user from being erased until the transaction ends. False when there is none. */
  async hold(id: string): Promise<boolean> {
    const held = await this.transaction.query('SELECT 1 FROM users WHERE id = $1 FOR KEY SHARE', [id]);
    return held.length === 1;
  }

  /** A name that is not given stays. */
  async rename(id: string, { firstName, lastName }: NewNames): Promise<void> {
    await this.transaction.query(
      'UPDATE users SET first_name = coalesce($2, first_name), last_name = coalesce($3, last_name) WHERE id = $1',
      [id, firstName ?? null, lastName ?? null],
    );
  }

  /** Whoever has proven the number, which is in E.164. */
  async findByPhone(phone: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.phone = $1`, [phone]);
    return user ?? null;
  }

  /** By address or username, with the stored password. */
  async findWithPassword(name: UserName): Promise<UserWithPassword | null> {
    const [column, value] = 'email' in name ? ['email', normalizeEmail(name.email)] : ['username_key', usernameKey(name.username)];
    const [user] = await this.transaction.query<UserWithPassword>(
      `SELECT ${USER_COLUMNS}, u.password_hash AS "passwordHash" FROM users u WHERE u.${column} = $1`,
      [value],
    );
    return user ?? null;
  }

  /** By an account that is proven or in use. What a mere sign-up claims is nobody's yet: it would tell which addresses are free. */
  async isUsernameTaken(username: string): Promise<boolean> {
    const rows = await this.transaction.query(`SELECT 1 FROM users WHERE username_key = $1 AND NOT (${UNPROVEN})`, [usernameKey(username)]);
    return rows.length > 0;
  }

  /** Takes a username from whoever claimed it without ever proving an address. */
  async releaseUsername(username: string, exceptEmail: string): Promise<void> {
    await this.transaction.query(
      `UPDATE users SET username = NULL, username_key = NULL WHERE username_key = $1 AND email <> $2 AND ${UNPROVEN}`,
      [usernameKey(username), normalizeEmail(exceptEmail)],
    );
  }

  /** Null when there is no such active user. */
  async markVerified(id: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(
      `UPDATE users AS u SET is_verified = true WHERE u.id = $1 AND u.is_active RETURNING ${USER_COLUMNS}`,
      [id],
    );
    return user ?? null;
  }

  /**
   * Part of a completed sign-in, before its session is made: from here on the user's row is locked, so parallel sign-ins of one user
   * follow one another. False when the user was disabled, their tokens were invalidated, or their password was reported, since the
   * factors were proven.
   */
  async recordSignIn({ id, tokenVersion, passwordResetRequired }: KnownUser, now: Date): Promise<boolean> {
    const recorded = await this.transaction.query(
      `UPDATE users SET last_login = $3, closed_at = NULL
       WHERE id = $1 AND is_active AND token_version = $2 AND password_reset_required = $4 RETURNING id`,
      [id, tokenVersion, now, passwordResetRequired],
    );
    return recorded.length === 1;
  }

  /** By id, with the stored password. */
  async findByIdWithPassword(id: string): Promise<UserWithPassword | null> {
    const [user] = await this.transaction.query<UserWithPassword>(
      `SELECT ${USER_COLUMNS}, u.password_hash AS "passwordHash" FROM users u WHERE u.id = $1`,
      [id],
    );
    return user ?? null;
  }

  /** Every token made before is dead from now on (docs/reference/contract.md#sessions). Gives the new version. */
  async raiseTokenVersion(id: string): Promise<number> {
    const [user] = await this.transaction.query<{ version: number }>(
      'UPDATE users SET token_version = token_version + 1 WHERE id = $1 RETURNING token_version AS version',
      [id],
    );
    return user?.version ?? 0;
  }

  /** False when the password was changed or reported since the user was read, or the user is gone or disabled. */
  async setPassword({ id, tokenVersion, passwordResetRequired }: KnownUser, passwordHash: string): Promise<boolean> {
    const changed = await this.transaction.query(
      `UPDATE users SET password_hash = $3, password_reset_required = false
       WHERE id = $1 AND token_version = $2 AND is_active AND password_reset_required = $4 RETURNING id`,
      [id, tokenVersion, passwordHash, passwordResetRequired],
    );
    return changed.length === 1;
  }

  /** The user signs in without one from now on. */
  async dropPassword(id: string): Promise<void> {
    await this.transaction.query('UPDATE users SET password_hash = NULL, password_reset_required = false WHERE id = $1', [id]);
  }

  /** Somebody else may know the password: it opens nothing until it is reset. */
  async requirePasswordReset(id: string): Promise<void> {
    await this.transaction.query('UPDATE users SET password_reset_required = true WHERE id = $1', [id]);
  }

  /** Proven by its mailed link. @throws a unique violation when another user has the address: see `isEmailConflict` */
  async setEmail({ id, tokenVersion }: Pick<User, 'id' | 'tokenVersion'>, email: string): Promise<boolean> {
    const changed = await this.transaction.query(
      'UPDATE users SET email = $3, is_verified = true WHERE id = $1 AND token_version = $2 AND is_active RETURNING id',
      [id, tokenVersion, normalizeEmail(email)],
    );
    return changed.length === 1;
  }

  /** Frees an address that somebody took without ever proving it. Gives the id of the account deleted. */
  async deleteUnproven(email: string): Promise<string | null> {
    const [deleted] = await this.transaction.query<{ id: string }>(`DELETE FROM users WHERE email = $1 AND ${UNPROVEN} RETURNING id`, [
      normalizeEmail(email),
    ]);
    return deleted?.id ?? null;
  }

  /** Frees an address for whoever has just proven it, also from somebody who uses it unproven. Gives the id of the account deleted. */
  async deleteUnverified(email: string): Promise<string | null> {
    const [deleted] = await this.transaction.query<{ id: string }>(
      'DELETE FROM users WHERE email = $1 AND NOT is_verified AND NOT is_staff AND NOT is_superuser RETURNING id',
      [normalizeEmail(email)],
    );
    return deleted?.id ?? null;
  }

  /** The account sleeps until its owner signs in again or it is erased. */
  async close(id: string, now: Date): Promise<void> {
    await this.transaction.query('UPDATE users SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL', [id, now]);
  }

  /** Some of those that were closed before the moment, for erasure in small steps. */
  async closedBefore(moment: Date, limit: number): Promise<readonly string[]> {
    const users = await this.transaction.query<{ id: string }>('SELECT id FROM users WHERE closed_at < $1 ORDER BY closed_at LIMIT $2', [
      moment,
      limit,
    ]);
    return users.map(({ id }) => id);
  }

  /** Erases the user and, by their foreign keys, everything that is theirs. False when they came back meanwhile. */
  async eraseClosed(id: string, closedBefore: Date): Promise<boolean> {
    const erased = await this.transaction.query('DELETE FROM users WHERE id = $1 AND closed_at < $2 RETURNING id', [id, closedBefore]);
    return erased.length === 1;
  }

  /** Stores a newer hash of the same password, unless the password was changed meanwhile. */
  async upgradePasswordHash(id: string, from: string, to: string): Promise<void> {
    await this.transaction.query('UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2', [id, from, to]);
  }
}

/** Did the write fail because somebody else has the username? */
export const isUsernameConflict = (error: unknown): boolean => violatesUnique(error, 'users_username_key_key');

/** Did the write fail because somebody else has the address? */
export const isEmailConflict = (error: unknown): boolean => violatesUnique(error, 'users_email_key');

import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { normalizeEmail, usernameKey } from './email-address.js';
import type { NewUser, User, UserName, UserWithPassword } from './user.types.js';

const UNIQUE_VIOLATION = '23505';

/** Columns of a `User`, from the alias `u`. */
export const USER_COLUMNS = `u.id, u.email, u.username, u.first_name AS "firstName", u.last_name AS "lastName", u.is_active AS "isActive",
  u.is_verified AS "isVerified", u.is_staff AS "isStaff", u.is_superuser AS "isSuperuser", u.token_version AS "tokenVersion",
  u.date_joined AS "dateJoined", u.last_login AS "lastLogin"`;

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

  /** By address or username, with the stored password. */
  async findWithPassword(name: UserName): Promise<UserWithPassword | null> {
    const [column, value] = 'email' in name ? ['email', normalizeEmail(name.email)] : ['username_key', usernameKey(name.username)];
    const [user] = await this.transaction.query<UserWithPassword>(
      `SELECT ${USER_COLUMNS}, u.password_hash AS "passwordHash" FROM users u WHERE u.${column} = $1`,
      [value],
    );
    return user ?? null;
  }

  async isUsernameTaken(username: string): Promise<boolean> {
    const rows = await this.transaction.query('SELECT 1 FROM users WHERE username_key = $1', [usernameKey(username)]);
    return rows.length > 0;
  }

  /** Null when the address is taken; two parallel sign-ups make one account. */
  async insertUnlessTaken(user: NewUser, now: Date): Promise<User | null> {
    const [inserted] = await this.transaction.query<User>(
      `INSERT INTO users AS u (email, username, username_key, first_name, last_name, password_hash, date_joined)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING RETURNING ${USER_COLUMNS}`,
      [...personOf(user), now],
    );
    return inserted ?? null;
  }

  /** Signing up again on an address that nobody has proven or used replaces what was given before. Null when the account is in use. */
  async replaceUnproven(user: NewUser): Promise<User | null> {
    const [replaced] = await this.transaction.query<User>(
      `UPDATE users AS u SET username = $2, username_key = $3, first_name = $4, last_name = $5, password_hash = $6
       WHERE u.email = $1 AND NOT u.is_verified AND u.is_active AND u.last_login IS NULL RETURNING ${USER_COLUMNS}`,
      [...personOf(user)],
    );
    return replaced ?? null;
  }

  /** Null when there is no such active user. */
  async markVerified(id: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(
      `UPDATE users AS u SET is_verified = true WHERE u.id = $1 AND u.is_active RETURNING ${USER_COLUMNS}`,
      [id],
    );
    return user ?? null;
  }

  async recordSignIn(id: string, now: Date): Promise<void> {
    await this.transaction.query('UPDATE users SET last_login = $2 WHERE id = $1', [id, now]);
  }

  /** Stores a newer hash of the same password, unless the password was changed meanwhile. */
  async upgradePasswordHash(id: string, from: string, to: string): Promise<void> {
    await this.transaction.query('UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2', [id, from, to]);
  }
}

function personOf(user: NewUser): readonly (string | null)[] {
  const key = user.username === null ? null : usernameKey(user.username);
  return [normalizeEmail(user.email), user.username, key, user.firstName, user.lastName, user.passwordHash];
}

/** Did the write fail because somebody else has the username? */
export function isUsernameConflict(error: unknown): boolean {
  const { code, constraint } = error as Partial<Record<'code' | 'constraint', unknown>>; // as pg's DatabaseError names them
  return code === UNIQUE_VIOLATION && constraint === 'users_username_key_key';
}

import { Transaction, violatesUnique } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { normalizeEmail } from './email-address.js';
import { UNPROVEN } from './proof-state.js';
import { usernameKey } from './username.js';

/** Whose a username is. */
@Injectable()
export class UsernamesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** By an account that is proven or in use. What a mere sign-up claims is nobody's yet: it would tell which addresses are free. */
  async isTaken(username: string): Promise<boolean> {
    const rows = await this.transaction.query(`SELECT 1 FROM users WHERE username_key = $1 AND NOT (${UNPROVEN})`, [usernameKey(username)]);
    return rows.length > 0;
  }

  /** Takes a username from whoever claimed it without ever proving an address. */
  async release(username: string, exceptEmail: string): Promise<void> {
    await this.transaction.query(
      `UPDATE users SET username = NULL, username_key = NULL WHERE username_key = $1 AND email <> $2 AND ${UNPROVEN}`,
      [usernameKey(username), normalizeEmail(exceptEmail)],
    );
  }
}

/** Did the write fail because somebody else has the username? */
export const isUsernameConflict = (error: unknown): boolean => violatesUnique(error, 'users_username_key_key');

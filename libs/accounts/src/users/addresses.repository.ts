import { Transaction, violatesUnique } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { normalizeEmail } from './email-address.js';
import { UNPROVEN } from './proof-state.js';
import type { User } from './user.types.js';
import { USER_COLUMNS } from './user-columns.js';

/** Whose an address is, and whether that is proven. */
@Injectable()
export class AddressesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Null when there is no such active user. */
  async markVerified(id: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(
      `UPDATE users AS u SET is_verified = true WHERE u.id = $1 AND u.is_active RETURNING ${USER_COLUMNS}`,
      [id],
    );
    return user ?? null;
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
}

/** Did the write fail because somebody else has the address? */
export const isEmailConflict = (error: unknown): boolean => violatesUnique(error, 'users_email_key');

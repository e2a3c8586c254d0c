import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { personOf } from '../users/stored-person.js';
import type { NewUser } from '../users/user.types.js';
import { UNPROVEN } from '../users/proof-state.js';

/** Of the alias `u`: at the moment of parameter 1, unless somebody signed up again of late. */
const OVERDUE = `u.proof_due_at < $1 AND ${UNPROVEN}
  AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.user_id = u.id AND r.expires_at > $1)`;

@Injectable()
export class UnprovenUsersRepository {
  constructor(private readonly transaction: Transaction) {}

  /** What somebody signed up with is theirs, now that the address is proven. @throws a unique violation: see `isUsernameConflict` */
  async putIntoForce(signUp: NewUser): Promise<void> {
    await this.transaction.query(
      `UPDATE users SET username = $2, username_key = $3, first_name = $4, last_name = $5, password_hash = $6, password_reset_required = false,
         password_set_at = now()
       WHERE email = $1 AND NOT is_verified`,
      [...personOf(signUp)],
    );
  }

  /** Some of those whose address should have been proven by then, for erasure in small steps. */
  async overdue(moment: Date, limit: number): Promise<readonly string[]> {
    const users = await this.transaction.query<{ id: string }>(
      `SELECT u.id FROM users u WHERE ${OVERDUE} ORDER BY u.proof_due_at LIMIT $2`,
      [moment, limit],
    );
    return users.map(({ id }) => id);
  }

  /** With everything that is theirs. Gives their address, and null when somebody proved the address, used the account or signed up again meanwhile. */
  async erase(id: string, moment: Date): Promise<string | null> {
    const [erased] = await this.transaction.query<{ email: string }>(
      `DELETE FROM users u WHERE ${OVERDUE} AND u.id = $2 RETURNING u.email`,
      [moment, id],
    );
    return erased?.email ?? null;
  }
}

import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { NewStanding, NewUser, User } from '../users/user.types.js';
import { personOf } from '../users/stored-person.js';
import { USER_COLUMNS } from '../users/user-columns.js';

interface Times {
  readonly now: Date;
  /** Null: it need not be proven to stay. */
  readonly proofDueAt: Date | null;
}

/** Where rows of users come from. Only `UserCreation` calls it: a user has more than a row. */
@Injectable()
export class NewUsersRepository {
  constructor(private readonly transaction: Transaction) {}

  /** @throws a unique violation when somebody has the address or the username: see `isEmailConflict`, `isUsernameConflict` */
  async insert(user: NewUser, standing: NewStanding, now: Date): Promise<User> {
    const inserted = await this.insertRow(user, standing, { now, proofDueAt: null }, '');
    return inserted!; // an insert that does not throw returns its row
  }

  /** Null when the address is taken; of two at once one makes the account. @throws a unique violation for a username */
  insertUnlessTaken(user: NewUser, standing: NewStanding, times: Times): Promise<User | null> {
    return this.insertRow(user, standing, times, 'ON CONFLICT (email) DO NOTHING');
  }

  private async insertRow(user: NewUser, standing: NewStanding, { now, proofDueAt }: Times, onConflict: string): Promise<User | null> {
    const { isVerified, isStaff, isSuperuser } = standing;
    const [inserted] = await this.transaction.query<User>(
      `INSERT INTO users AS u (email, username, username_key, first_name, last_name, password_hash, date_joined,
         is_verified, is_staff, is_superuser, proof_due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ${onConflict} RETURNING ${USER_COLUMNS}`,
      [...personOf(user), now, isVerified, isStaff, isSuperuser, proofDueAt],
    );
    return inserted ?? null;
  }
}

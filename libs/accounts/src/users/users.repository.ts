import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { normalizeEmail } from './email-address.js';
import { USER_COLUMNS } from './user-columns.js';
import type { User } from './user.types.js';

/** Reads users, and holds on to them. What is written of them stands in the repository of its subject. */
@Injectable()
export class UsersRepository {
  constructor(private readonly transaction: Transaction) {}

  find(id: string): Promise<User | null> {
    return this.one('u.id = $1', id);
  }

  findByEmail(email: string): Promise<User | null> {
    return this.one('u.email = $1', normalizeEmail(email));
  }

  /** Whoever has proven the number, which is in E.164. */
  findByPhone(phone: string): Promise<User | null> {
    return this.one('u.phone = $1', phone);
  }

  /** As `find`, and the row stays locked until the transaction ends: whatever changes an account takes this lock first. */
  lock(id: string): Promise<User | null> {
    return this.one('u.id = $1 FOR NO KEY UPDATE OF u', id);
  }

  /** As `lock`, by address. */
  lockByEmail(email: string): Promise<User | null> {
    return this.one('u.email = $1 FOR NO KEY UPDATE OF u', normalizeEmail(email));
  }

  /** Keeps the user from being erased until the transaction ends. False when there is none. */
  async hold(id: string): Promise<boolean> {
    const held = await this.transaction.query('SELECT 1 FROM users WHERE id = $1 FOR KEY SHARE', [id]);
    return held.length === 1;
  }

  private async one(condition: string, value: string): Promise<User | null> {
    const [user] = await this.transaction.query<User>(`SELECT ${USER_COLUMNS} FROM users u WHERE ${condition}`, [value]);
    return user ?? null;
  }
}

import { Transaction, violatesUnique } from '@castellan/data';
import { Injectable } from '@nestjs/common';

@Injectable()
export class PhonesRepository {
  constructor(private readonly transaction: Transaction) {}

  async find(userId: string): Promise<string | null> {
    const [user] = await this.transaction.query<{ phone: string | null }>('SELECT phone FROM users WHERE id = $1', [userId]);
    return user?.phone ?? null;
  }

  /** In the place of an older one. False when another user has proven it. @throws a unique violation where that happens this moment */
  async set(userId: string, phone: string, now: Date): Promise<boolean> {
    const set = await this.transaction.query(
      `UPDATE users SET phone = $2, phone_verified_at = $3
       WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM users other WHERE other.phone = $2 AND other.id <> $1) RETURNING id`,
      [userId, phone, now],
    );
    return set.length === 1;
  }

  /** The number that was removed; null when there was none. */
  async remove(userId: string): Promise<string | null> {
    const [removed] = await this.transaction.query<{ phone: string }>(
      `UPDATE users u SET phone = NULL, phone_verified_at = NULL FROM users before
       WHERE u.id = $1 AND before.id = u.id AND before.phone IS NOT NULL RETURNING before.phone`,
      [userId],
    );
    return removed?.phone ?? null;
  }
}

/** Did the write fail because somebody else proved the number at the same moment? */
export const isPhoneConflict = (error: unknown): boolean => violatesUnique(error, 'users_phone_key');

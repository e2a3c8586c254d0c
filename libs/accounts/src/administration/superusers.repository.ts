import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Any number nobody else uses in this database; the same in every version of Castellan. */
const SUPERUSERS_LOCK = 7_204_110_004;
/** One who can sign in. A closed account sleeps, and is erased soon. */
const ACTIVE_SUPERUSER = 'is_superuser AND is_active AND closed_at IS NULL';

@Injectable()
export class SuperusersRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Null when there is no such user. What it says stays true until the end of the open transaction. */
  async lockUser(userId: string): Promise<{ readonly isSuperuser: boolean } | null> {
    const [user] = await this.transaction.query<{ isSuperuser: boolean }>(
      'SELECT is_superuser AS "isSuperuser" FROM users WHERE id = $1 FOR UPDATE',
      [userId],
    );
    return user ?? null;
  }

  /** Waits until no other transaction decides about superusers, until the end of the open one. */
  async lock(): Promise<void> {
    await this.transaction.hold(SUPERUSERS_LOCK);
  }

  async isAny(): Promise<boolean> {
    return (await this.transaction.query(`SELECT 1 FROM users WHERE ${ACTIVE_SUPERUSER} LIMIT 1`)).length === 1;
  }

  /** Of those who can sign in. */
  async addresses(): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ email: string }>(`SELECT email FROM users WHERE ${ACTIVE_SUPERUSER} ORDER BY id`);
    return rows.map(({ email }) => email);
  }

  /** Is the user an active superuser, and nobody else? */
  async isLast(userId: string): Promise<boolean> {
    const superusers = await this.transaction.query<{ id: string }>(
      `SELECT id FROM users WHERE ${ACTIVE_SUPERUSER} ORDER BY id = $1 DESC LIMIT 2`,
      [userId],
    );
    return superusers.length === 1 && superusers[0]?.id === userId;
  }
}

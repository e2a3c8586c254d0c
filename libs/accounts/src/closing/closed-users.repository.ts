import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Accounts that sleep until they are erased. */
@Injectable()
export class ClosedUsersRepository {
  constructor(private readonly transaction: Transaction) {}

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

  /** Erases the user and, by their foreign keys, everything that is theirs. Gives their address, and null when they came back meanwhile. */
  async erase(id: string, closedBefore: Date): Promise<string | null> {
    const [erased] = await this.transaction.query<{ email: string }>('DELETE FROM users WHERE id = $1 AND closed_at < $2 RETURNING email', [
      id,
      closedBefore,
    ]);
    return erased?.email ?? null;
  }
}

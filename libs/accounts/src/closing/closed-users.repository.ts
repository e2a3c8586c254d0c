import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Accounts that sleep until they are erased. */
@Injectable()
export class ClosedUsersRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * The account sleeps until its owner signs in again or it is erased. An older node that reopened it left the date that was planned before,
   * which holds no more.
   */
  async close(id: string, now: Date): Promise<void> {
    await this.transaction.query('UPDATE users SET closed_at = $2, erase_at = NULL WHERE id = $1 AND closed_at IS NULL', [id, now]);
  }

  /** As `close`, and when it is erased is told; one that is closed already is erased no later than it would be. @param due as by `close` */
  async closeUntil(id: string, { now, eraseAt, due }: { readonly now: Date; readonly eraseAt: Date; readonly due: Date }): Promise<Date> {
    const [closed] = await this.transaction.query<{ eraseAt: Date }>(
      `UPDATE users SET closed_at = coalesce(closed_at, $2),
         erase_at = CASE WHEN closed_at IS NULL THEN $3
           ELSE LEAST($3, coalesce(erase_at, closed_at + ($4::timestamptz - $2::timestamptz))) END
       WHERE id = $1 RETURNING erase_at AS "eraseAt"`,
      [id, now, eraseAt, due],
    );
    return closed?.eraseAt ?? eraseAt;
  }

  /** Some of those that are due, by when they were closed or by what was told of them, for erasure in small steps. */
  async due(closedBefore: Date, now: Date, limit: number): Promise<readonly string[]> {
    const users = await this.transaction.query<{ id: string }>(
      `(SELECT id FROM users WHERE closed_at < $1 AND erase_at IS NULL ORDER BY closed_at LIMIT $3)
       UNION ALL (SELECT id FROM users WHERE erase_at <= $2 AND closed_at IS NOT NULL ORDER BY erase_at LIMIT $3)`,
      [closedBefore, now, limit],
    );
    return users.map(({ id }) => id);
  }

  /** Erases the user and, by their foreign keys, everything that is theirs. Gives their address, and null when they came back meanwhile. */
  async erase(id: string, closedBefore: Date, now: Date): Promise<string | null> {
    const [erased] = await this.transaction.query<{ email: string }>(
      `DELETE FROM users WHERE id = $1 AND closed_at IS NOT NULL
         AND CASE WHEN erase_at IS NULL THEN closed_at < $2 ELSE erase_at <= $3 END RETURNING email`,
      [id, closedBefore, now],
    );
    return erased?.email ?? null;
  }
}

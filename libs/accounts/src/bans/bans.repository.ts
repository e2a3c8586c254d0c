import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

const OVER = 'NOT is_active AND disabled_until <= now()';

/** Whether a ban is over is told by the clock of the database, which all nodes share. */
@Injectable()
export class BansRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Some of those whose ban is over. */
  async due(limit: number): Promise<readonly string[]> {
    const users = await this.transaction.query<{ id: string }>(`SELECT id FROM users WHERE ${OVER} ORDER BY disabled_until LIMIT $1`, [
      limit,
    ]);
    return users.map(({ id }) => id);
  }

  /** Of all who end it at once, one does; null for the others, and while the ban lasts. */
  async end(userId: string): Promise<{ readonly id: string; readonly email: string; readonly until: Date } | null> {
    const [user] = await this.transaction.query<{ id: string; email: string; until: Date }>(
      `WITH over AS (SELECT id, disabled_until FROM users WHERE id = $1 AND ${OVER} FOR NO KEY UPDATE)
       UPDATE users u SET is_active = true, disabled_until = NULL FROM over WHERE u.id = over.id
       RETURNING u.id, u.email, over.disabled_until AS until`,
      [userId],
    );
    return user ?? null;
  }
}

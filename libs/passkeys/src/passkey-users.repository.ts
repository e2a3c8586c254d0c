import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

@Injectable()
export class PasskeyUsersRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The handle of the user: the proposed one where there is none yet, and of those who propose at once one's. */
  async keep(userId: string, proposed: Buffer, now: Date): Promise<Buffer> {
    const [row] = await this.transaction.query<{ handle: Buffer }>(
      `INSERT INTO passkey_users (user_id, handle, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET handle = passkey_users.handle RETURNING handle`,
      [userId, proposed, now],
    );
    return row!.handle; // either way there is a row
  }

  async handleOf(userId: string): Promise<Buffer | null> {
    const [row] = await this.transaction.query<{ handle: Buffer }>('SELECT handle FROM passkey_users WHERE user_id = $1', [userId]);
    return row?.handle ?? null;
  }

  /** Keeps others from adding a passkey of this user until the open transaction ends. False where there is no such user. */
  async lock(userId: string): Promise<boolean> {
    const rows = await this.transaction.query('SELECT 1 FROM passkey_users WHERE user_id = $1 FOR UPDATE', [userId]);
    return rows.length > 0;
  }

  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query(
      `SELECT translate(encode(handle, 'base64'), E'+/=\\n', '-_') AS handle, created_at FROM passkey_users WHERE user_id = $1`,
      [userId],
    );
  }
}

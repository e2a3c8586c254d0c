import { sha256 } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

@Injectable()
export class PasswordResetTokensRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The new token is the only one that works from now on. */
  async replace(userId: string, token: string, now: Date, expiresAt: Date): Promise<void> {
    await this.deleteAll(userId);
    await this.transaction.query(
      'INSERT INTO password_reset_tokens (user_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4)',
      [userId, sha256(token), now, expiresAt],
    );
  }

  /** Would it work? Spends nothing: a password that is refused must not cost the link. */
  async isUsable(userId: string, token: string, now: Date): Promise<boolean> {
    const found = await this.transaction.query(
      'SELECT 1 FROM password_reset_tokens WHERE user_id = $1 AND token_hash = $2 AND NOT is_used AND expires_at > $3',
      [userId, sha256(token), now],
    );
    return found.length === 1;
  }

  /** Spends the token: of all who present it, one gets true. */
  async consume(userId: string, token: string, now: Date): Promise<boolean> {
    const spent = await this.transaction.query(
      `UPDATE password_reset_tokens SET is_used = true
       WHERE user_id = $1 AND token_hash = $2 AND NOT is_used AND expires_at > $3 RETURNING id`,
      [userId, sha256(token), now],
    );
    return spent.length === 1;
  }

  async deleteAll(userId: string): Promise<void> {
    await this.transaction.query('DELETE FROM password_reset_tokens WHERE user_id = $1', [userId]);
  }
}

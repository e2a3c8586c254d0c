import { sha256 } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

@Injectable()
export class EmailVerificationTokensRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The new token is the only one that works from now on. */
  async replace(userId: string, token: string, now: Date, expiresAt: Date): Promise<void> {
    await this.deleteAll(userId);
    await this.transaction.query(
      'INSERT INTO email_verification_tokens (user_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4)',
      [userId, sha256(token), now, expiresAt],
    );
  }

  /** Spends the token: of all who present it, one gets true. */
  async consume(userId: string, token: string, now: Date): Promise<boolean> {
    const spent = await this.transaction.query(
      `UPDATE email_verification_tokens SET is_used = true
       WHERE user_id = $1 AND token_hash = $2 AND NOT is_used AND expires_at > $3 RETURNING id`,
      [userId, sha256(token), now],
    );
    return spent.length === 1;
  }

  async deleteAll(userId: string): Promise<void> {
    await this.transaction.query('DELETE FROM email_verification_tokens WHERE user_id = $1', [userId]);
  }
}

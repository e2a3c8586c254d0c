import { sha256 } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** `email_change_undo`: the address to restore. `sign_in_report`: the session that was not theirs. */
export type LinkPurpose = 'email_change_undo' | 'sign_in_report';

export interface NewLink {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly token: string;
  readonly subject: string;
  readonly expiresAt: Date;
}

export interface SpentLink {
  readonly subject: string;
  readonly createdAt: Date;
}

@Injectable()
export class OneTimeLinksRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(link: NewLink, now: Date): Promise<void> {
    await this.transaction.query(
      'INSERT INTO one_time_links (user_id, purpose, token_hash, subject, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [link.userId, link.purpose, sha256(link.token), link.subject, now, link.expiresAt],
    );
  }

  /** Spends the link: of all who present it, one gets what it is about. A token of another purpose is no token. */
  async consume(purpose: LinkPurpose, userId: string, token: string, now: Date): Promise<SpentLink | null> {
    const [spent] = await this.transaction.query<SpentLink>(
      `UPDATE one_time_links SET is_used = true
       WHERE user_id = $1 AND purpose = $2 AND token_hash = $3 AND NOT is_used AND expires_at > $4 RETURNING subject, created_at AS "createdAt"`,
      [userId, purpose, sha256(token), now],
    );
    return spent ?? null;
  }

  /** Whether a link of that purpose about it can still be followed. */
  async isOpen(purpose: LinkPurpose, subject: string, now: Date): Promise<boolean> {
    const open = await this.transaction.query(
      'SELECT 1 FROM one_time_links WHERE purpose = $1 AND subject = $2 AND NOT is_used AND expires_at > $3 LIMIT 1',
      [purpose, subject, now],
    );
    return open.length === 1;
  }

  /** What was mailed at that moment or after it works no longer. */
  async deleteSince(purpose: LinkPurpose, userId: string, moment: Date): Promise<void> {
    await this.transaction.query('DELETE FROM one_time_links WHERE user_id = $1 AND purpose = $2 AND created_at >= $3', [
      userId,
      purpose,
      moment,
    ]);
  }
}

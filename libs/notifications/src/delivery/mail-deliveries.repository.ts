import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { MailTemplate } from '../mails.js';
import type { MailDeliveryState } from './mail-delivery-state.js';

export interface NewMailDelivery {
  readonly id: string;
  readonly kind: MailTemplate;
  readonly recipient: string;
  readonly recipientHash: string;
  readonly userId: string | null;
}

/** What a try came to. */
export interface MailTry {
  readonly state: Exclude<MailDeliveryState, 'queued'>;
  readonly answer: string | null;
}

@Injectable()
export class MailDeliveriesRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert({ id, kind, recipient, recipientHash, userId }: NewMailDelivery, now: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO mail_deliveries (id, kind, recipient, recipient_hash, user_id, state, created_at) VALUES ($1, $2, $3, $4, $5, 'queued', $6)`,
      [id, kind, recipient, recipientHash, userId, now],
    );
  }

  /** A mail that was sent stays sent, whatever a job that comes again finds. */
  async note(id: string, { state, answer }: MailTry, now: Date): Promise<void> {
    await this.transaction.query(
      `UPDATE mail_deliveries SET state = $2, answer = coalesce($3, answer), tries = tries + CASE WHEN $2 = 'dropped' THEN 0 ELSE 1 END,
         sent_at = CASE WHEN $2 = 'sent' THEN $4::timestamptz END
       WHERE id = $1 AND state <> 'sent'`,
      [id, state, answer, now],
    );
  }

  /** Of the user, and to their mailbox. */
  allOf(userId: string, recipientHashes: readonly string[], since: Date): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.transaction.query<Readonly<Record<string, unknown>>>(
      `SELECT kind, recipient, state, created_at, sent_at FROM mail_deliveries
       WHERE (user_id = $1 OR recipient_hash = ANY ($2::text[])) AND created_at >= $3 ORDER BY created_at, id`,
      [userId, recipientHashes, since],
    );
  }

  /** What became of the mails stays for the figures, and names nobody. */
  async forget(userId: string, recipientHashes: readonly string[]): Promise<void> {
    await this.transaction.query(
      `UPDATE mail_deliveries SET recipient = NULL, recipient_hash = NULL, user_id = NULL, answer = NULL
       WHERE user_id = $1 OR recipient_hash = ANY ($2::text[])`,
      [userId, recipientHashes],
    );
  }

  deleteBefore(moment: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'mail_deliveries', 'created_at < $1', [moment]);
  }
}

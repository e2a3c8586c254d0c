import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { SmsLine } from './sms-line.js';
import type { SmsReceipt } from './sms-transport.js';
import type { SmsStatus } from './sms-status.js';

export interface NewSmsDelivery {
  readonly id: string;
  readonly recipient: string;
  readonly recipientHash: Buffer;
  readonly provider: string;
  readonly line: SmsLine;
}

/** A message that may stop its line. */
export interface LinedDelivery {
  readonly line: SmsLine;
}

/** An SMS as operators see it. */
export interface SmsDeliveryRecord {
  readonly id: string;
  /** Masked. */
  readonly recipient: string;
  readonly provider: string;
  readonly providerMessageId: string | null;
  readonly status: SmsStatus;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface SmsDeliveryFilter {
  readonly status?: SmsStatus;
  readonly recipientHashes?: readonly Buffer[];
  /** Only those after this one in the list. */
  readonly after?: Pick<SmsDeliveryRecord, 'createdAt' | 'id'>;
}

const COLUMNS = `id, recipient, provider, provider_message_id AS "providerMessageId", status, error,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

@Injectable()
export class SmsDeliveriesRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert({ id, recipient, recipientHash, provider, line }: NewSmsDelivery, now: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO sms_deliveries (id, recipient, recipient_hash, provider, line, status, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, 'queued', $6, $6)`,
      [id, recipient, recipientHash, provider, line, now],
    );
  }

  /** The delivery, if no provider has taken it and nobody given it up. */
  async waiting(id: string): Promise<(Pick<SmsDeliveryRecord, 'createdAt'> & LinedDelivery) | null> {
    const [row] = await this.transaction.query<Pick<SmsDeliveryRecord, 'createdAt'> & LinedDelivery>(
      `SELECT created_at AS "createdAt", line FROM sms_deliveries WHERE id = $1 AND status = 'queued' AND provider_message_id IS NULL`,
      [id],
    );
    return row ?? null;
  }

  async noteTaken(id: string, { messageId, status }: SmsReceipt, provider: string, now: Date): Promise<void> {
    await this.transaction.query(
      `UPDATE sms_deliveries SET provider_message_id = $2, status = $3, provider = $4, error = NULL, updated_at = $5
       WHERE id = $1 AND provider_message_id IS NULL`,
      [id, messageId, status, provider, now],
    );
  }

  /** What stood in the way; the message still waits, or is given up. */
  async noteTrouble(id: string, error: string, status: 'queued' | 'failed', now: Date): Promise<void> {
    await this.transaction.query(
      `UPDATE sms_deliveries SET status = $2, error = $3, updated_at = $4
       WHERE id = $1 AND status = 'queued' AND provider_message_id IS NULL`,
      [id, status, error, now],
    );
  }

  /** The message, if it was in one of the statuses `before`; one statement, so that of two reports at once the later step stays. */
  async advance(
    messageId: string,
    status: SmsStatus,
    error: string | null,
    before: readonly SmsStatus[],
    now: Date,
  ): Promise<LinedDelivery | null> {
    const [row] = await this.transaction.query<LinedDelivery>(
      `UPDATE sms_deliveries SET status = $2, error = $3, updated_at = $5
       WHERE provider_message_id = $1 AND status = ANY($4) RETURNING line`,
      [messageId, status, error, before, now],
    );
    return row ?? null;
  }

  /** Newest first. */
  async list({ status, recipientHashes, after }: SmsDeliveryFilter, limit: number): Promise<readonly SmsDeliveryRecord[]> {
    return this.transaction.query<SmsDeliveryRecord>(
      `SELECT ${COLUMNS} FROM sms_deliveries
       WHERE ($1::text IS NULL OR status = $1) AND ($2::bytea[] IS NULL OR recipient_hash = ANY($2))
         AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $5`,
      [status ?? null, recipientHashes ?? null, after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  /** How many messages of the line since the moment were taken or given up, and how many of them failed. */
  async outcomesSince(moment: Date, line: SmsLine): Promise<{ readonly total: number; readonly failed: number }> {
    const [row] = await this.transaction.query<{ total: number; failed: number }>(
      `SELECT count(*)::int AS total, count(*) FILTER (WHERE status IN ('undelivered', 'failed'))::int AS failed
       FROM sms_deliveries WHERE created_at > $1 AND line = $2 AND NOT (status = 'queued' AND provider_message_id IS NULL)`,
      [moment, line],
    );
    return row!; // an aggregate always gives one row
  }

  deleteBefore(moment: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'sms_deliveries', 'created_at < $1', [moment]);
  }
}

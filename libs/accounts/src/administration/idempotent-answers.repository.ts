import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Whose key it is. */
export interface KeyOwner {
  readonly kind: 'user' | 'api_key';
  readonly id: string;
}

export interface KnownAnswer {
  readonly requestHash: Buffer;
  readonly answer: string | null;
}

@Injectable()
export class IdempotentAnswersRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * True for the one of parallel calls that shall do it; the others wait for its end here. One that was kept long enough counts as none.
   * Part of the transaction of what is done.
   */
  async claim({ kind, id }: KeyOwner, keyHash: Buffer, requestHash: Buffer, now: Date, keptSince: Date): Promise<boolean> {
    const claimed = await this.transaction.query(
      `INSERT INTO idempotent_answers AS a (actor_kind, actor_id, key_hash, request_hash, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (actor_kind, actor_id, key_hash) DO UPDATE SET request_hash = $4, answer = NULL, created_at = $5
       WHERE a.created_at < $6 RETURNING 1`,
      [kind, id, keyHash, requestHash, now, keptSince],
    );
    return claimed.length === 1;
  }

  async find({ kind, id }: KeyOwner, keyHash: Buffer): Promise<KnownAnswer | null> {
    const [known] = await this.transaction.query<KnownAnswer>(
      `SELECT request_hash AS "requestHash", answer FROM idempotent_answers WHERE actor_kind = $1 AND actor_id = $2 AND key_hash = $3`,
      [kind, id, keyHash],
    );
    return known ?? null;
  }

  async keep({ kind, id }: KeyOwner, keyHash: Buffer, answer: string): Promise<void> {
    await this.transaction.query('UPDATE idempotent_answers SET answer = $4 WHERE actor_kind = $1 AND actor_id = $2 AND key_hash = $3', [
      kind,
      id,
      keyHash,
      answer,
    ]);
  }

  deleteBefore(moment: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'idempotent_answers', 'created_at < $1', [moment]);
  }
}

import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** A key as stored: the private half is sealed. */
export interface StoredKey {
  readonly kid: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly createdAt: Date;
  readonly activatesAt: Date;
}

/** Any constant will do; it keeps two nodes from making the first key, or rotating, at once. */
const ROTATION_LOCK = 4_711_001;

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The newest first. */
  async all(): Promise<readonly StoredKey[]> {
    return this.transaction.query<StoredKey>(
      `SELECT kid, public_key AS "publicKey", private_key AS "privateKey", created_at AS "createdAt", activates_at AS "activatesAt"
       FROM signing_keys ORDER BY activates_at DESC, kid`,
    );
  }

  /** Until the transaction ends, no other node changes the keys. */
  async lock(): Promise<void> {
    await this.transaction.query('SELECT pg_advisory_xact_lock($1)', [ROTATION_LOCK]);
  }

  async insert(key: StoredKey): Promise<void> {
    await this.transaction.query(
      'INSERT INTO signing_keys (kid, public_key, private_key, created_at, activates_at) VALUES ($1, $2, $3, $4, $5)',
      [key.kid, key.publicKey, key.privateKey, key.createdAt, key.activatesAt],
    );
  }

  async delete(kids: readonly string[]): Promise<void> {
    await this.transaction.query('DELETE FROM signing_keys WHERE kid = ANY($1)', [kids]);
  }
}

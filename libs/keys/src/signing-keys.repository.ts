import { columnsOf, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { SigningKeyEntity } from './signing-key.entity.js';

const FIELDS = ['kid', 'publicKey', 'privateKey', 'createdAt', 'activatesAt'] as const;

/** A key as stored: the private half is sealed. */
export type StoredKey = Pick<SigningKeyEntity, (typeof FIELDS)[number]>;

/** Any constant will do; it keeps two nodes from making the first key, or rotating, at once. */
const ROTATION_LOCK = 4_711_001;

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The newest first. */
  async all(): Promise<readonly StoredKey[]> {
    return this.transaction.query<StoredKey>(
      `SELECT ${columnsOf(SigningKeyEntity, 'k', FIELDS)} FROM signing_keys k ORDER BY k.activates_at DESC, k.kid`,
    );
  }

  /** Until the transaction ends, no other node changes the keys. */
  async lock(): Promise<void> {
    await this.transaction.hold(ROTATION_LOCK);
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

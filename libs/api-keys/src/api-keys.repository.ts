import { MAY_ACT } from '@castellan/accounts';
import { columnsOf, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { ApiKeyEntity } from './api-key.entity.js';
import type { ApiKey, StoredApiKey } from './api-key.types.js';

const FIELDS = [
  'id',
  'name',
  'permissions',
  'cidrs',
  'isLocal',
  'makerId',
  'createdAt',
  'expiresAt',
  'revokedAt',
  'lastUsedAt',
] as const satisfies readonly (keyof ApiKey)[];
const COLUMNS = columnsOf(ApiKeyEntity, 'k', FIELDS);

/** A key that may still act, as its row says it. */
export type HeldKey = Pick<ApiKey, 'permissions' | 'isLocal' | 'makerId'>;

/** A maker whose keys open something. */
export interface HeldMaker {
  readonly isSuperuser: boolean;
}

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The newest first. */
  async all(): Promise<readonly ApiKey[]> {
    return this.transaction.query<ApiKey>(`SELECT ${COLUMNS} FROM api_keys k ORDER BY k.created_at DESC, k.id`);
  }

  /** With the hash of the secret; null for an unknown one. */
  async find(id: string): Promise<StoredApiKey | null> {
    const sql = `SELECT ${COLUMNS}, k.secret_hash AS "secretHash" FROM api_keys k WHERE k.id = $1`;
    const [key] = await this.transaction.query<StoredApiKey>(sql, [id], { name: 'api_keys.find' });
    return key ?? null;
  }

  async insert({ id, name, secretHash, permissions, cidrs, isLocal, makerId, createdAt, expiresAt }: StoredApiKey): Promise<void> {
    await this.transaction.query(
      `INSERT INTO api_keys (id, name, secret_hash, permissions, cidrs, is_local, maker_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, name, secretHash, permissions, cidrs, isLocal, makerId, createdAt, expiresAt],
    );
  }

  /** Of calls at once one gets the key; null when it was revoked before. */
  async revoke(id: string, now: Date): Promise<ApiKey | null> {
    const sql = `UPDATE api_keys AS k SET revoked_at = $2 WHERE k.id = $1 AND k.revoked_at IS NULL RETURNING ${COLUMNS}`;
    const [key] = await this.transaction.query<ApiKey>(sql, [id, now]);
    return key ?? null;
  }

  /** Gives those that were not revoked before. */
  async revokeMadeBy(makerId: string, since: Date, now: Date): Promise<readonly Pick<ApiKey, 'id' | 'name'>[]> {
    return this.transaction.query(
      `UPDATE api_keys SET revoked_at = $3 WHERE maker_id = $1 AND created_at >= $2 AND revoked_at IS NULL RETURNING id, name`,
      [makerId, since, now],
    );
  }

  async exists(id: string): Promise<boolean> {
    return (await this.transaction.query('SELECT 1 FROM api_keys WHERE id = $1', [id])).length === 1;
  }

  /** Nodes that write at once write once. */
  async touch(id: string, now: Date, notSince: Date): Promise<void> {
    const sql = 'UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)';
    await this.transaction.query(sql, [id, now, notSince]);
  }

  /** Null when it is revoked or past its time; it stays as it is until the transaction ends. */
  async hold(id: string, now: Date): Promise<HeldKey | null> {
    const [key] = await this.transaction.query<HeldKey>(
      `SELECT permissions, is_local AS "isLocal", maker_id AS "makerId" FROM api_keys
       WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2) FOR SHARE`,
      [id, now],
    );
    return key ?? null;
  }

  /** Null when they may not act themselves; they stay as they are until the transaction ends. */
  async holdMaker(userId: string): Promise<HeldMaker | null> {
    const [maker] = await this.transaction.query<HeldMaker>(
      `SELECT u.is_superuser AS "isSuperuser" FROM users u WHERE u.id = $1 AND ${MAY_ACT} FOR SHARE`,
      [userId],
    );
    return maker ?? null;
  }
}

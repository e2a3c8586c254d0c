import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { NewPasskey, Passkey } from './passkeys.types.js';

/** A passkey with what its answers are judged by. */
export interface StoredPasskey extends Passkey {
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  /** The handle of its user. */
  readonly handle: Buffer;
}

/** How a credential is called when a browser is asked for it. */
export interface CredentialName {
  readonly id: string;
  readonly credentialId: Buffer;
  readonly transports: readonly string[];
}

const PASSKEY = `passkeys.id, passkeys.user_id AS "userId", name, passkeys.created_at AS "createdAt", last_used_at AS "lastUsedAt",
  is_synced AS "isSynced", transports, aaguid`;

@Injectable()
export class PasskeysRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The oldest first. */
  list(userId: string): Promise<readonly Passkey[]> {
    return this.transaction.query(`SELECT ${PASSKEY} FROM passkeys WHERE user_id = $1 ORDER BY created_at, id`, [userId]);
  }

  async find(userId: string, id: string): Promise<Passkey | null> {
    const [row] = await this.transaction.query<Passkey>(`SELECT ${PASSKEY} FROM passkeys WHERE user_id = $1 AND id = $2`, [userId, id]);
    return row ?? null;
  }

  async findByCredential(credentialId: Buffer): Promise<StoredPasskey | null> {
    const [row] = await this.transaction.query<StoredPasskey>(
      `SELECT ${PASSKEY}, credential_id AS "credentialId", public_key AS "publicKey", handle
       FROM passkeys JOIN passkey_users USING (user_id) WHERE credential_id = $1`,
      [credentialId],
      { name: 'passkey-by-credential' },
    );
    return row ?? null;
  }

  credentialsOf(userId: string): Promise<readonly CredentialName[]> {
    return this.transaction.query(
      'SELECT id, credential_id AS "credentialId", transports FROM passkeys WHERE user_id = $1 ORDER BY created_at, id',
      [userId],
    );
  }

  async count(userId: string): Promise<number> {
    const [row] = await this.transaction.query<{ count: number }>('SELECT count(*)::int AS count FROM passkeys WHERE user_id = $1', [
      userId,
    ]);
    return row?.count ?? 0;
  }

  async countAmong(userIds: readonly string[]): Promise<readonly { readonly userId: string; readonly count: number }[]> {
    return this.transaction.query(
      'SELECT user_id AS "userId", count(*)::int AS count FROM passkeys WHERE user_id = ANY ($1::uuid[]) GROUP BY user_id',
      [userIds],
    );
  }

  async countUsers(): Promise<number> {
    const [row] = await this.transaction.query<{ count: number }>('SELECT count(DISTINCT user_id)::int AS count FROM passkeys');
    return row?.count ?? 0;
  }

  /** Null where the credential is known already, whoever has it (WebAuthn level 3, §7.1, step 26). */
  async insert(userId: string, made: NewPasskey, name: string, now: Date): Promise<Passkey | null> {
    const [row] = await this.transaction.query<Passkey>(
      `INSERT INTO passkeys (user_id, credential_id, public_key, counter, is_synced, transports, aaguid, name, created_at)
       VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8, $9) ON CONFLICT (credential_id) DO NOTHING RETURNING ${PASSKEY}`,
      [userId, made.credentialId, made.publicKey, made.counter, made.isSynced, made.transports, made.aaguid, name, now],
    );
    return row ?? null;
  }

  /**
   * Moves the counter on: of all who show the same or an older one, none gets past. Null where it did not advance, or the passkey is gone.
   * An authenticator that does not count says 0 for ever (WebAuthn level 3, §6.1.1).
   */
  async use(id: string, counter: number, now: Date): Promise<Passkey | null> {
    const [row] = await this.transaction.query<Passkey>(
      `UPDATE passkeys SET counter = $2, last_used_at = $3 WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING ${PASSKEY}`,
      [id, counter, now],
    );
    return row ?? null;
  }

  async rename(userId: string, id: string, name: string): Promise<Passkey | null> {
    const [row] = await this.transaction.query<Passkey>(
      `UPDATE passkeys SET name = $3 WHERE user_id = $1 AND id = $2 RETURNING ${PASSKEY}`,
      [userId, id, name],
    );
    return row ?? null;
  }

  async delete(userId: string, id: string): Promise<Passkey | null> {
    const [row] = await this.transaction.query<Passkey>(`DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING ${PASSKEY}`, [
      userId,
      id,
    ]);
    return row ?? null;
  }

  deleteSince(userId: string, moment: Date): Promise<readonly Passkey[]> {
    return this.transaction.query(`DELETE FROM passkeys WHERE user_id = $1 AND created_at >= $2 RETURNING ${PASSKEY}`, [userId, moment]);
  }

  async deleteAll(userId: string): Promise<number> {
    return (await this.transaction.query('DELETE FROM passkeys WHERE user_id = $1 RETURNING 1', [userId])).length;
  }

  /** The user's rows without the keys. */
  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query(
      `SELECT name, translate(encode(credential_id, 'base64'), E'+/=\\n', '-_') AS credential_id, aaguid, transports, is_synced, created_at, last_used_at
       FROM passkeys WHERE user_id = $1 ORDER BY created_at, id`,
      [userId],
    );
  }
}

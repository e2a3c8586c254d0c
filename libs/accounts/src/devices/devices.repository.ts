import { sha256 } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** A device as its owner sees it. */
export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly trustedUntil: Date | null;
  readonly lastSeenAt: Date;
  readonly createdAt: Date;
}

@Injectable()
export class DevicesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The id of this user's device with the token, seen again just now; null for any other user's, or an unknown one. */
  async markSeen(userId: string, token: string, name: string, now: Date): Promise<string | null> {
    const [device] = await this.transaction.query<{ id: string }>(
      'UPDATE devices SET last_seen_at = $4, name = $3 WHERE token_hash = $1 AND user_id = $2 RETURNING id',
      [sha256(token), userId, name, now],
    );
    return device?.id ?? null;
  }

  /** The id of this user's device with the token; changes nothing. */
  async find(userId: string, token: string): Promise<string | null> {
    const [device] = await this.transaction.query<{ id: string }>('SELECT id FROM devices WHERE token_hash = $1 AND user_id = $2', [
      sha256(token),
      userId,
    ]);
    return device?.id ?? null;
  }

  async insert(userId: string, token: string, name: string, now: Date): Promise<string> {
    const [device] = await this.transaction.query<{ id: string }>(
      'INSERT INTO devices (user_id, token_hash, name, last_seen_at, created_at) VALUES ($1, $2, $3, $4, $4) RETURNING id',
      [userId, sha256(token), name, now],
    );
    return device!.id;
  }

  /** The last seen first. */
  async list(userId: string): Promise<readonly DeviceView[]> {
    return this.transaction.query<DeviceView>(
      `SELECT id, name, trusted_until AS "trustedUntil", last_seen_at AS "lastSeenAt", created_at AS "createdAt"
       FROM devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id`,
      [userId],
    );
  }

  /** Forgets those that were seen longest ago. */
  async deleteBeyond(userId: string, kept: number): Promise<void> {
    await this.transaction.query(
      'DELETE FROM devices WHERE id IN (SELECT id FROM devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id OFFSET $2)',
      [userId, kept],
    );
  }

  /** One of the user's own: another's id removes nothing. */
  async delete(userId: string, id: string): Promise<boolean> {
    const deleted = await this.transaction.query('DELETE FROM devices WHERE user_id = $1 AND id = $2 RETURNING id', [userId, id]);
    return deleted.length === 1;
  }

  /** Until then the second factor is not asked for on it. */
  async trust(id: string, until: Date): Promise<void> {
    await this.transaction.query('UPDATE devices SET trusted_until = $2 WHERE id = $1', [id, until]);
  }

  async isTrusted(userId: string, token: string, now: Date): Promise<boolean> {
    const trusted = await this.transaction.query('SELECT 1 FROM devices WHERE token_hash = $1 AND user_id = $2 AND trusted_until > $3', [
      sha256(token),
      userId,
      now,
    ]);
    return trusted.length === 1;
  }

  /** From now on the second factor is asked for on all of them again. */
  async distrustAll(userId: string): Promise<void> {
    await this.transaction.query('UPDATE devices SET trusted_until = NULL WHERE user_id = $1 AND trusted_until IS NOT NULL', [userId]);
  }
}

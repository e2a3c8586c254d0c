import { sha256 } from '@castellan/common';
import { columnsOf, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { DeviceEntity } from './device.entity.js';

/** A device as its owner sees it. */
export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly trustedUntil: Date | null;
  readonly lastSeenAt: Date;
  readonly createdAt: Date;
}

/** A device by a token that was shown. */
export interface ShownDevice {
  readonly id: string;
  readonly tokenHash: Buffer;
  /** Does it do without the second factor for now? */
  readonly isTrusted: boolean;
  /** Null for the token it has now; else when that took the place of the shown one. */
  readonly replacedAt: Date | null;
}

export interface DeviceRotation {
  readonly userId: string;
  readonly token: string;
  readonly next: string;
  readonly name: string;
}

const VIEW_COLUMNS = columnsOf(DeviceEntity, 'd', ['id', 'name', 'trustedUntil', 'lastSeenAt', 'createdAt']);

@Injectable()
export class DevicesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Which of this user's devices the token is, or was until a moment ago; null for any other user's, or an unknown one. */
  async find(userId: string, token: string, now: Date): Promise<ShownDevice | null> {
    const [device] = await this.transaction.query<ShownDevice>(
      `SELECT id, token_hash AS "tokenHash", COALESCE(trusted_until > $3, false) AS "isTrusted",
         CASE WHEN token_hash <> $1 THEN rotated_at END AS "replacedAt"
       FROM devices WHERE user_id = $2 AND (token_hash = $1 OR former_token_hash = $1)`,
      [sha256(token), userId, now],
    );
    return device ?? null;
  }

  /** Of all who show a token of this user's, one changes it, and has the id; null for the others, and for a token that is none. */
  async rotate({ userId, token, next, name }: DeviceRotation, now: Date): Promise<string | null> {
    const [device] = await this.transaction.query<{ id: string }>(
      `UPDATE devices SET former_token_hash = token_hash, token_hash = $3, rotated_at = $5, last_seen_at = $5, name = $4
       WHERE token_hash = $1 AND user_id = $2 RETURNING id`,
      [sha256(token), userId, sha256(next), name, now],
    );
    return device?.id ?? null;
  }

  /** Forgets the device whose former token this is, once. */
  async deleteByFormer(userId: string, token: string): Promise<{ readonly name: string } | null> {
    const [device] = await this.transaction.query<{ name: string }>(
      'DELETE FROM devices WHERE user_id = $1 AND former_token_hash = $2 RETURNING name',
      [userId, sha256(token)],
    );
    return device ?? null;
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
      `SELECT ${VIEW_COLUMNS} FROM devices d WHERE d.user_id = $1 ORDER BY d.last_seen_at DESC, d.id`,
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

  /** Forgets them all. */
  async deleteAll(userId: string): Promise<void> {
    await this.transaction.query('DELETE FROM devices WHERE user_id = $1', [userId]);
  }

  /** Until then the second factor is not asked for on it. */
  async trust(id: string, until: Date): Promise<void> {
    await this.transaction.query('UPDATE devices SET trusted_until = $2 WHERE id = $1', [id, until]);
  }

  /** From now on the second factor is asked for on all of them again. */
  async distrustAll(userId: string): Promise<void> {
    await this.transaction.query('UPDATE devices SET trusted_until = NULL WHERE user_id = $1 AND trusted_until IS NOT NULL', [userId]);
  }
}

import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** A second factor as it is stored: secrets are sealed. */
export interface StoredFactor {
  readonly secret: string | null;
  readonly pendingSecret: string | null;
  readonly pendingUntil: Date | null;
}

export interface Activation {
  readonly userId: string;
  /** The pending secret as it was read: a newer one is left alone. */
  readonly pending: string;
  readonly secret: string;
  readonly step: number;
}

export interface StepUse {
  readonly userId: string;
  /** The secret as it was read. */
  readonly secret: string;
  /** The same secret, sealed with the current key. */
  readonly renewed: string;
  readonly step: number;
}

@Injectable()
export class TwoFactorRepository {
  constructor(private readonly transaction: Transaction) {}

  async find(userId: string): Promise<StoredFactor | null> {
    const [row] = await this.transaction.query<StoredFactor>(
      'SELECT secret, pending_secret AS "pendingSecret", pending_until AS "pendingUntil" FROM two_factor WHERE user_id = $1',
      [userId],
    );
    return row ?? null;
  }

  async isEnabled(userId: string): Promise<boolean> {
    const rows = await this.transaction.query('SELECT 1 FROM two_factor WHERE user_id = $1 AND secret IS NOT NULL', [userId], {
      name: 'two-factor-is-enabled',
    });
    return rows.length > 0;
  }

  async enabledAmong(userIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ id: string }>(
      'SELECT user_id AS id FROM two_factor WHERE user_id = ANY ($1::uuid[]) AND secret IS NOT NULL',
      [userIds],
    );
    return rows.map(({ id }) => id);
  }

  async countEnabled(): Promise<number> {
    const [row] = await this.transaction.query<{ count: number }>('SELECT count(*)::int AS count FROM two_factor WHERE secret IS NOT NULL');
    return row?.count ?? 0;
  }

  /** Since when it is on; null while it is not. */
  async enabledAt(userId: string): Promise<Date | null> {
    const [row] = await this.transaction.query<{ at: Date | null }>('SELECT enabled_at AS at FROM two_factor WHERE user_id = $1', [userId]);
    return row?.at ?? null;
  }

  /** Keeps others from changing this user's second factor or its codes until the open transaction ends. False when it is not on. */
  async lockEnabled(userId: string): Promise<boolean> {
    const rows = await this.transaction.query('SELECT 1 FROM two_factor WHERE user_id = $1 AND secret IS NOT NULL FOR UPDATE', [userId]);
    return rows.length > 0;
  }

  /** Puts the secret in the place of an older pending one; false where the second factor is on. */
  async putPending(userId: string, secret: string, now: Date, until: Date): Promise<boolean> {
    const rows = await this.transaction.query(
      `INSERT INTO two_factor (user_id, pending_secret, pending_until, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO UPDATE SET pending_secret = $2, pending_until = $3, created_at = $4 WHERE two_factor.secret IS NULL RETURNING 1`,
      [userId, secret, until, now],
    );
    return rows.length > 0;
  }

  /** Of all who enable at once, one wins. The step that proved it is used up. */
  async activate({ userId, pending, secret, step }: Activation, now: Date): Promise<boolean> {
    const rows = await this.transaction.query(
      `UPDATE two_factor SET secret = $3, pending_secret = NULL, pending_until = NULL, last_used_step = $4, enabled_at = $5
       WHERE user_id = $1 AND secret IS NULL AND pending_secret = $2 AND pending_until > $5 RETURNING 1`,
      [userId, pending, secret, step, now],
    );
    return rows.length > 0;
  }

  /**
   * Accepts a time step once a user: of all who present its code, or an older one, one wins, and a replayed code gets the answer of a
   * wrong one (RFC 6238 §5.2).
   */
  async consumeStep({ userId, secret, renewed, step }: StepUse): Promise<boolean> {
    const rows = await this.transaction.query(
      'UPDATE two_factor SET last_used_step = $4, secret = $3 WHERE user_id = $1 AND secret = $2 AND last_used_step < $4 RETURNING 1',
      [userId, secret, renewed, step],
    );
    return rows.length > 0;
  }

  /** Whether it was on. What was being set up is gone too. */
  async delete(userId: string): Promise<boolean> {
    const [row] = await this.transaction.query<{ enabled: boolean }>(
      'DELETE FROM two_factor WHERE user_id = $1 RETURNING secret IS NOT NULL AS enabled',
      [userId],
    );
    return row?.enabled ?? false;
  }

  /** The same, but one that was turned on before the moment stays. */
  async deleteSince(userId: string, moment: Date): Promise<boolean> {
    const [row] = await this.transaction.query<{ enabled: boolean }>(
      'DELETE FROM two_factor WHERE user_id = $1 AND (secret IS NULL OR enabled_at >= $2) RETURNING secret IS NOT NULL AS enabled',
      [userId, moment],
    );
    return row?.enabled ?? false;
  }

  /** Set-ups that nobody finished before the moment; gives their number. */
  deleteExpired(before: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'two_factor', 'pending_until < $1 AND secret IS NULL', [before]);
  }

  /** The user's rows without the secrets. */
  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query('SELECT enabled_at, pending_until, created_at FROM two_factor WHERE user_id = $1', [userId]);
  }
}

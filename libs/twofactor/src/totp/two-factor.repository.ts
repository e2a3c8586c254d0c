import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** A second factor as it is stored: secrets are sealed. */
export interface StoredFactor {
  readonly secret: string | null;
  readonly pendingSecret: string | null;
  readonly pendingUntil: Date | null;
}

/** Since when what is on; null for what is not. */
export interface SwitchState {
  readonly enabledAt: Date | null;
  readonly totpEnabledAt: Date | null;
}

/** What there was of somebody's second factor until it was taken away. */
export type RemovedFactor = 'second_factor' | 'authenticator' | null;

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

/** Those of older versions came with the switch. */
const SINCE_WHEN_TOTP = 'coalesce(totp_enabled_at, enabled_at)';

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
    const rows = await this.transaction.query('SELECT 1 FROM two_factor WHERE user_id = $1 AND enabled_at IS NOT NULL', [userId], {
      name: 'two-factor-is-on',
    });
    return rows.length > 0;
  }

  async enabledAmong(userIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ id: string }>(
      'SELECT user_id AS id FROM two_factor WHERE user_id = ANY ($1::uuid[]) AND enabled_at IS NOT NULL',
      [userIds],
    );
    return rows.map(({ id }) => id);
  }

  async countEnabled(): Promise<number> {
    const [row] = await this.transaction.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM two_factor WHERE enabled_at IS NOT NULL',
    );
    return row?.count ?? 0;
  }

  async stateOf(userId: string): Promise<SwitchState> {
    const [row] = await this.transaction.query<SwitchState>(
      `SELECT enabled_at AS "enabledAt", CASE WHEN secret IS NOT NULL THEN ${SINCE_WHEN_TOTP} END AS "totpEnabledAt"
       FROM two_factor WHERE user_id = $1`,
      [userId],
    );
    return row ?? { enabledAt: null, totpEnabledAt: null };
  }

  /** Keeps others from changing this user's second factor or its codes until the open transaction ends. False when it is not on. */
  async lockEnabled(userId: string): Promise<boolean> {
    const rows = await this.transaction.query('SELECT 1 FROM two_factor WHERE user_id = $1 AND enabled_at IS NOT NULL FOR UPDATE', [
      userId,
    ]);
    return rows.length > 0;
  }

  /** Puts the secret in the place of an older pending one; false where the user has an authenticator. */
  async putPending(userId: string, secret: string, now: Date, until: Date): Promise<boolean> {
    const rows = await this.transaction.query(
      `INSERT INTO two_factor (user_id, pending_secret, pending_until, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO UPDATE SET pending_secret = $2, pending_until = $3, created_at = $4 WHERE two_factor.secret IS NULL RETURNING 1`,
      [userId, secret, until, now],
    );
    return rows.length > 0;
  }

  /** Turns it on without an authenticator; what was being set up is forgotten. Of all who turn it on at once, one wins. */
  async turnOn(userId: string, now: Date): Promise<boolean> {
    const rows = await this.transaction.query(
      `INSERT INTO two_factor (user_id, enabled_at, created_at) VALUES ($1, $2, $2)
       ON CONFLICT (user_id) DO UPDATE SET enabled_at = $2, pending_secret = NULL, pending_until = NULL
       WHERE two_factor.enabled_at IS NULL RETURNING 1`,
      [userId, now],
    );
    return rows.length > 0;
  }

  /**
   * Of all who enable at once, one wins. The step that proved it is used up. Gives whether two-step sign-in was on before, by another
   * second factor; null for who came too late.
   */
  async activate({ userId, pending, secret, step }: Activation, now: Date): Promise<{ readonly wasOn: boolean } | null> {
    const [row] = await this.transaction.query<{ wasOn: boolean }>(
      `UPDATE two_factor f SET secret = $3, pending_secret = NULL, pending_until = NULL, last_used_step = $4, totp_enabled_at = $5,
         enabled_at = coalesce(before.enabled_at, $5)
       FROM (SELECT user_id, enabled_at FROM two_factor WHERE user_id = $1 FOR UPDATE) before
       WHERE f.user_id = before.user_id AND f.secret IS NULL AND f.pending_secret = $2 AND f.pending_until > $5
       RETURNING before.enabled_at IS NOT NULL AS "wasOn"`,
      [userId, pending, secret, step, now],
    );
    return row ?? null;
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
      'DELETE FROM two_factor WHERE user_id = $1 RETURNING enabled_at IS NOT NULL AS enabled',
      [userId],
    );
    return row?.enabled ?? false;
  }

  /** The same, but what was turned on before the moment stays; of an older switch a younger authenticator goes. */
  async deleteSince(userId: string, moment: Date): Promise<RemovedFactor> {
    const [row] = await this.transaction.query<{ enabled: boolean }>(
      'DELETE FROM two_factor WHERE user_id = $1 AND (enabled_at IS NULL OR enabled_at >= $2) RETURNING enabled_at IS NOT NULL AS enabled',
      [userId, moment],
    );
    if (row) return row.enabled ? 'second_factor' : null;
    return (await this.deleteTotpSince(userId, moment)) ? 'authenticator' : null;
  }

  /** Whether there was one. What was being set up is gone in any case. */
  private async deleteTotpSince(userId: string, moment: Date): Promise<boolean> {
    await this.transaction.query('UPDATE two_factor SET pending_secret = NULL, pending_until = NULL WHERE user_id = $1', [userId]);
    const rows = await this.transaction.query(
      `UPDATE two_factor SET secret = NULL, totp_enabled_at = NULL
       WHERE user_id = $1 AND secret IS NOT NULL AND ${SINCE_WHEN_TOTP} >= $2 RETURNING 1`,
      [userId, moment],
    );
    return rows.length > 0;
  }

  /** Set-ups that nobody finished before the moment; gives the number of those who had nothing else. */
  async deleteExpired(before: Date): Promise<number> {
    await this.transaction.query(
      'UPDATE two_factor SET pending_secret = NULL, pending_until = NULL WHERE pending_until < $1 AND enabled_at IS NOT NULL',
      [before],
    );
    return deleteInBatches(this.transaction, 'two_factor', 'pending_until < $1 AND enabled_at IS NULL', [before]);
  }

  /** The user's rows without the secrets. */
  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query('SELECT enabled_at, totp_enabled_at, pending_until, created_at FROM two_factor WHERE user_id = $1', [
      userId,
    ]);
  }
}

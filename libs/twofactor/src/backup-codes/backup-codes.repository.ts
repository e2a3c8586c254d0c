import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

export interface StoredCode {
  readonly id: string;
  readonly codeHash: string;
}

export interface NewCode {
  readonly selector: string;
  readonly codeHash: string;
}

@Injectable()
export class BackupCodesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Also one that was used: it costs its hash like any other. */
  async find(userId: string, selector: string): Promise<StoredCode | null> {
    const [row] = await this.transaction.query<StoredCode>(
      'SELECT id, code_hash AS "codeHash" FROM backup_codes WHERE user_id = $1 AND selector = $2',
      [userId, selector],
    );
    return row ?? null;
  }

  /** Those of another system that are not used. */
  sealedOf(userId: string): Promise<readonly StoredCode[]> {
    return this.transaction.query<StoredCode>(
      `SELECT id, code_hash AS "codeHash" FROM backup_codes WHERE user_id = $1 AND code_hash LIKE 'sealed$%' AND used_at IS NULL`,
      [userId],
    );
  }

  /** Spends the code: of all who present it, one gets the number of those that are left; the others get null. */
  async spend(userId: string, id: string, now: Date): Promise<number | null> {
    const [row] = await this.transaction.query<{ remaining: number }>(
      `UPDATE backup_codes SET used_at = $3 WHERE id = $2 AND user_id = $1 AND used_at IS NULL
       RETURNING (SELECT count(*)::int FROM backup_codes other WHERE other.user_id = $1 AND other.used_at IS NULL AND other.id <> $2) AS remaining`,
      [userId, id, now],
    );
    return row?.remaining ?? null;
  }

  /** Whether and when each was used, in the order they were used. */
  async uses(userId: string): Promise<readonly { readonly usedAt: Date | null }[]> {
    return this.transaction.query('SELECT used_at AS "usedAt" FROM backup_codes WHERE user_id = $1 ORDER BY used_at, id', [userId]);
  }

  /** By which codes of the user are found, used ones too. */
  async selectorsOf(userId: string): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ selector: string }>('SELECT selector FROM backup_codes WHERE user_id = $1', [userId]);
    return rows.map(({ selector }) => selector);
  }

  /** Puts new codes beside those there are, in the open transaction. */
  async add(userId: string, codes: readonly NewCode[], now: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO backup_codes (user_id, selector, code_hash, created_at)
       SELECT $1::uuid, selector, code_hash, $4::timestamptz FROM unnest($2::text[], $3::text[]) AS code (selector, code_hash)`,
      [userId, codes.map(({ selector }) => selector), codes.map(({ codeHash }) => codeHash), now],
    );
  }

  async deleteOf(userId: string): Promise<void> {
    await this.transaction.query('DELETE FROM backup_codes WHERE user_id = $1', [userId]);
  }

  async deleteSince(userId: string, moment: Date): Promise<boolean> {
    const deleted = await this.transaction.query('DELETE FROM backup_codes WHERE user_id = $1 AND created_at >= $2 RETURNING 1', [
      userId,
      moment,
    ]);
    return deleted.length > 0;
  }

  /** The user's rows without the hashes. */
  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query('SELECT created_at, used_at FROM backup_codes WHERE user_id = $1 ORDER BY used_at, id', [userId]);
  }
}

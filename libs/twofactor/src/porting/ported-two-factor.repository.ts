import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

export interface FactorRow {
  readonly userId: string;
  /** Sealed. */
  readonly secret: string | null;
  /** A string, as `pg` gives bigints. */
  readonly lastUsedStep: string;
  readonly enabledAt: Date;
  readonly totpEnabledAt: Date | null;
  readonly createdAt: Date;
}

export interface CodeRow {
  readonly userId: string;
  readonly selector: string;
  readonly codeHash: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

/** Second factors of many users, in few statements. */
@Injectable()
export class PortedTwoFactorRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Of those for whom it is on. */
  factorsOf(userIds: readonly string[]): Promise<readonly FactorRow[]> {
    return this.transaction.query<FactorRow>(
      `SELECT user_id AS "userId", secret, last_used_step AS "lastUsedStep", enabled_at AS "enabledAt",
         totp_enabled_at AS "totpEnabledAt", created_at AS "createdAt"
       FROM two_factor WHERE user_id = ANY ($1::uuid[]) AND enabled_at IS NOT NULL`,
      [userIds],
    );
  }

  codesOf(userIds: readonly string[]): Promise<readonly CodeRow[]> {
    return this.transaction.query<CodeRow>(
      `SELECT user_id AS "userId", selector, code_hash AS "codeHash", created_at AS "createdAt", used_at AS "usedAt"
       FROM backup_codes WHERE user_id = ANY ($1::uuid[]) ORDER BY created_at, selector COLLATE "C"`,
      [userIds],
    );
  }

  /** What there was of these users is gone. */
  async replace(userIds: readonly string[], factors: readonly FactorRow[], codes: readonly CodeRow[]): Promise<void> {
    await this.transaction.query('DELETE FROM backup_codes WHERE user_id = ANY ($1::uuid[])', [userIds]);
    await this.transaction.query('DELETE FROM two_factor WHERE user_id = ANY ($1::uuid[])', [userIds]);
    await this.transaction.query(
      `INSERT INTO two_factor (user_id, secret, last_used_step, enabled_at, totp_enabled_at, created_at)
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS r ("userId" uuid, secret text, "lastUsedStep" bigint, "enabledAt" timestamptz, "totpEnabledAt" timestamptz, "createdAt" timestamptz)`,
      [JSON.stringify(factors)],
    );
    await this.transaction.query(
      `INSERT INTO backup_codes (user_id, selector, code_hash, created_at, used_at)
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS r ("userId" uuid, selector text, "codeHash" text, "createdAt" timestamptz, "usedAt" timestamptz)`,
      [JSON.stringify(codes)],
    );
  }
}

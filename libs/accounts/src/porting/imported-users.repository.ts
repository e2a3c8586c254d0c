import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Fingerprints of what was written last, by field. */
export type Written = Readonly<Record<string, string>>;

/** Whom another system knows by a key. */
export interface ImportedUser {
  readonly externalId: string;
  /** Null for who was erased here since. */
  readonly userId: string | null;
  readonly written: Written;
}

/** Any number nobody else uses in this database; the same in every version of Castellan. */
const IMPORT_LOCK = 7_204_110_020;

/** Where users came from who were brought along. */
@Injectable()
export class ImportedUsers {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Until the end of the transaction nobody else imports. */
  lock(): Promise<void> {
    return this.transaction.hold(IMPORT_LOCK);
  }

  /** Of these keys, those that are known. */
  async find(source: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, ImportedUser>> {
    const rows = await this.transaction.query<ImportedUser>(
      `SELECT external_id AS "externalId", user_id AS "userId", written FROM imported_users
       WHERE source = $1 AND external_id = ANY ($2::text[]) FOR UPDATE`,
      [source, externalIds],
    );
    return new Map(rows.map((row) => [row.externalId, row]));
  }

  async put(source: string, users: readonly ImportedUser[]): Promise<void> {
    if (users.length === 0) return;
    await this.transaction.query(
      `INSERT INTO imported_users (source, external_id, user_id, written, created_at, updated_at)
       SELECT $1, "externalId", "userId", written, $3, $3 FROM jsonb_to_recordset($2::jsonb) AS r ("externalId" text, "userId" uuid, written jsonb)
       ON CONFLICT (source, external_id) DO UPDATE SET written = excluded.written, updated_at = excluded.updated_at`,
      [source, JSON.stringify(users), this.clock.now()],
    );
  }
}
